import CaseIndex
import Complaints
import Console
import Replica

extension Context {
  /// What a query's filters ask of this store. Of several values of one field any will do; of what a case can have several
  /// of, and of days, each counts.
  func selection(_ filters: [SearchFilter], _ reader: ReplicaReader) throws -> SearchSelection {
    var selection = SearchSelection()
    var alternatives: [SearchFilter.Key: [SearchSelection.Condition]] = [:]
    for filter in filters {
      if filter.key == .kind, case .kind(let kind) = filter.value {
        if filter.isExcluded {
          selection.excludedKinds.insert(kind)
        } else {
          selection.kinds = (selection.kinds ?? []).union([kind])
        }
        continue
      }
      if filter.key == .form, case .term(let id) = filter.value {
        if filter.isExcluded {
          selection.excludedForms.insert(id)
        } else {
          selection.forms = (selection.forms ?? []).union([id])
        }
        continue
      }
      let condition = try condition(filter, reader)
      switch filter.key {
      case _ where filter.isExcluded: selection.excluded.append(condition)
      case .is, .has, .tag, .impact, .since, .until: selection.groups.append([condition])
      default: alternatives[filter.key, default: []].append(condition)
      }
    }
    for key in SearchFilter.Key.allCases {
      if let group = alternatives[key] { selection.groups.append(group) }
    }
    return selection
  }

  private func condition(
    _ asked: SearchFilter, _ reader: ReplicaReader
  ) throws -> SearchSelection.Condition {
    var filter = CaseFilter()
    switch asked.value {
    case .term(let id):
      switch asked.key {
      case .status: filter.status = id
      case .type: filter.type = id
      case .problemClass: filter.problemClass = id
      case .severity: filter.severity = id
      case .urgency: filter.urgency = id
      case .complexity: filter.complexity = id
      case .impact: filter.impact = id
      case .channel: filter.channel = id
      case .source: filter.source = id
      case .responsibility: filter.responsibility = id
      case .cause: filter.cause = id
      default: filter.rootCause = id
      }
    case .text(let text):
      switch asked.key {
      case .branch: filter.branch = text
      case .handler: filter.handlers = try names(handler: text, option: "handler:", mine: false, reader) ?? []
      case .product: filter.products = spellings(text, of: .product)
      case .supplier: filter.suppliers = spellings(text, of: .supplier)
      case .order: filter.order = text
      case .batch: filter.batch = text
      case .customer: filter.among = try reader.cases(ofCustomer: text)
      default: filter.tag = text
      }
    case .phone(let digits): filter.phone = digits
    case .date(let day):
      if asked.key == .since { filter.since = day } else { filter.until = day }
    case .flag(let flag):
      switch flag {
      case .conflicted: filter.conflicted = true
      case .open: filter.isClosed = false
      case .closed: filter.isClosed = true
      case .overdue: filter.among = try reader.overdueCases(at: now.milliseconds)
      case .escalated: filter.among = try reader.rows(with: Fact.openEscalations)
      case .emergency: filter.among = try reader.rows(with: Fact.emergency)
      }
    case .kind(let kind): return .has(kind)
    case .field(let number):
      guard let field = Schema.field(.case, number: number) else { break }
      return .says(field)
    }
    return .fits(filter)
  }
}
