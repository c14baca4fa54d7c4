import SwiftSyntax

/// Walks a file and collects its sites. Only expressions are sites, so that each can be planted as
/// `(mutant(7) ? (becomes) : (was))`; what cannot be one (attributes, raw values, patterns, arguments of macros) is
/// passed over, and what does not compile is found out by compiling.
final class SiteFinder: SyntaxVisitor {
  private(set) var sites: [Site] = []
  private let path: String
  private let converter: SourceLocationConverter
  /// Longer ones would be written down twice and take the type checker long.
  private let longest = 300

  init(path: String, converter: SourceLocationConverter) {
    self.path = path
    self.converter = converter
    super.init(viewMode: .sourceAccurate)
  }

  func add(_ kind: String, _ node: some SyntaxProtocol, _ becomes: String, longest: Int? = nil) {
    let was = node.trimmedDescription
    guard was.utf8.count <= longest ?? self.longest, was != becomes else { return }
    let start = node.positionAfterSkippingLeadingTrivia
    sites.append(
      Site(
        file: path, line: converter.location(for: start).line, offset: start.utf8Offset,
        length: was.utf8.count, kind: kind, within: names(around: node), was: was, becomes: becomes,
        statement: statement(of: node)))
  }

  private func statement(of node: some SyntaxProtocol) -> Int {
    var at = Syntax(node)
    while let parent = at.parent {
      if at.is(CodeBlockItemSyntax.self) || at.is(ConditionElementSyntax.self)
        || at.is(MemberBlockItemSyntax.self)
      {
        break
      }
      at = parent
    }
    return at.positionAfterSkippingLeadingTrivia.utf8Offset
  }

  private func names(around node: some SyntaxProtocol) -> String {
    var names: [String] = []
    var at = Syntax(node).parent
    while let here = at {
      if let named = here.asProtocol((any NamedDeclSyntax).self) {
        names.append(named.name.text)
      } else if let extended = here.as(ExtensionDeclSyntax.self) {
        names.append(extended.extendedType.trimmedDescription)
      } else if here.is(InitializerDeclSyntax.self) {
        names.append("init")
      } else if let variable = here.as(VariableDeclSyntax.self),
        here.parent?.is(MemberBlockItemSyntax.self) == true
      {
        names.append(variable.bindings.first?.pattern.trimmedDescription ?? "")
      }
      at = here.parent
    }
    return names.reversed().joined(separator: ".")
  }

  // MARK: What holds no sites

  override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: EnumCaseDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: SwitchCaseItemSyntax) -> SyntaxVisitorContinueKind {
    if let clause = node.whereClause { walk(clause) }
    return .skipChildren
  }

  // MARK: Operators

  private static let otherOperators: [String: [(kind: String, becomes: String)]] = [
    "<": [("boundary", "<="), ("comparison", ">")],
    "<=": [("boundary", "<"), ("comparison", ">=")],
    ">": [("boundary", ">="), ("comparison", "<")],
    ">=": [("boundary", ">"), ("comparison", "<=")],
    "==": [("comparison", "!=")],
    "!=": [("comparison", "==")],
    "&&": [("logic", "||")],
    "||": [("logic", "&&")],
    "+": [("arithmetic", "-")],
    "-": [("arithmetic", "+")],
    "*": [("arithmetic", "/")],
    "/": [("arithmetic", "*")],
    "%": [("arithmetic", "/")],
    "+=": [("arithmetic", "-=")],
    "-=": [("arithmetic", "+=")],
  ]

  override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    guard let token = node.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else {
      return .visitChildren
    }
    let (left, right) = (node.leftOperand, node.rightOperand)
    let texts = left.is(StringLiteralExprSyntax.self) || right.is(StringLiteralExprSyntax.self)
    for other in Self.otherOperators[token] ?? [] where !(texts && other.kind == "arithmetic") {
      add(other.kind, node, "\(left.trimmedDescription) \(other.becomes) \(right.trimmedDescription)")
    }
    switch token {
    case "&&", "||":
      add("dropped condition", node, left.trimmedDescription)
      add("dropped condition", node, right.trimmedDescription)
    case "??": add("default", node, right.trimmedDescription)
    case "..<", "...": add("boundary", right, "(\(right.trimmedDescription)) - 1")
    default: break
    }
    return .visitChildren
  }

  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    if node.operator.text == "!" { add("negation", node, node.expression.trimmedDescription) }
    return .visitChildren
  }

  // MARK: Conditions

  private func condition(_ expression: ExprSyntax, endless: Bool = false) {
    if expression.is(BooleanLiteralExprSyntax.self) { return }
    add("negation", expression, "!(\(expression.trimmedDescription))")
    // A loop that never ends is found by the clock alone: it would tell nothing.
    if !endless { add("dropped condition", expression, "true") }
  }

  override func visit(_ node: ConditionElementSyntax) -> SyntaxVisitorContinueKind {
    if case .expression(let expression) = node.condition {
      condition(expression, endless: node.parent?.parent?.is(WhileStmtSyntax.self) == true)
    }
    return .visitChildren
  }

  override func visit(_ node: WhereClauseSyntax) -> SyntaxVisitorContinueKind {
    condition(node.condition)
    return .visitChildren
  }

  override func visit(_ node: TernaryExprSyntax) -> SyntaxVisitorContinueKind {
    add("negation", node.condition, "!(\(node.condition.trimmedDescription))")
    return .visitChildren
  }

  // MARK: Constants

  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    let digits = node.literal.text.replacing("_", with: "")
    if let value = Int(digits), value < Int.max {
      add("constant", node, "\(value + 1)")
      if value > 0 { add("constant", node, "\(value - 1)") }
    }
    return .skipChildren
  }

  override func visit(_ node: FloatLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    if let value = Double(node.literal.text) { add("constant", node, "\(value * 1.5 + 0.01)") }
    return .skipChildren
  }

  override func visit(_ node: BooleanLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    // `while true` without its end is another program, to the compiler too.
    if node.parent?.is(ConditionElementSyntax.self) != true {
      add("constant", node, node.literal.text == "true" ? "false" : "true")
    }
    return .skipChildren
  }

  override func visit(_ node: ArrayExprSyntax) -> SyntaxVisitorContinueKind {
    let elements = node.elements.map(\.expression.trimmedDescription)
    for dropped in elements.indices where elements.count > 1 {
      let left = elements.enumerated().filter { $0.offset != dropped }.map(\.element)
      add("dropped element", node, "[\(left.joined(separator: ", "))]", longest: 1_500)
    }
    return .visitChildren
  }

  override func visit(_ node: DictionaryExprSyntax) -> SyntaxVisitorContinueKind {
    guard case .elements(let list) = node.content, list.count > 1 else { return .visitChildren }
    let elements = list.map { "\($0.key.trimmedDescription): \($0.value.trimmedDescription)" }
    for dropped in elements.indices {
      let left = elements.enumerated().filter { $0.offset != dropped }.map(\.element)
      add("dropped element", node, "[\(left.joined(separator: ", "))]", longest: 1_500)
    }
    return .visitChildren
  }

  // MARK: Calls and members

  private static let otherNames = [
    "min": "max", "max": "min", "first": "last", "last": "first", "hasPrefix": "hasSuffix",
    "hasSuffix": "hasPrefix", "prefix": "suffix", "suffix": "prefix", "firstIndex": "lastIndex",
    "lastIndex": "firstIndex",
  ]
  private static let droppedCalls: Set = [
    "filter", "sorted", "reversed", "dropFirst", "dropLast", "lowercased", "uppercased", "union",
    "intersection", "subtracting",
  ]

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    if let callee = node.calledExpression.as(DeclReferenceExprSyntax.self),
      let other = Self.otherNames[callee.baseName.text]
    {
      add("extreme", node, other + node.trimmedDescription.dropFirst(callee.trimmedDescription.count))
    }
    guard let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base else {
      return .visitChildren
    }
    let called = member.declName.baseName.text
    if Self.droppedCalls.contains(called) { add("dropped call", node, base.trimmedDescription) }
    if called == "contains" || called == "allSatisfy" { add("negation", node, "!" + node.trimmedDescription) }
    if called == "rounded", node.arguments.count == 1, let rule = node.arguments.first {
      let other = rule.trimmedDescription == ".up" ? ".down" : ".up"
      add("rounding", node, "\(member.trimmedDescription)(\(other))")
      add("rounding", node, "\(member.trimmedDescription)()")
    }
    return .visitChildren
  }

  override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
    guard let base = node.base else { return .visitChildren }
    let name = node.declName.baseName.text
    let called = node.parent?.as(FunctionCallExprSyntax.self).flatMap {
      $0.calledExpression.id == node.id ? $0 : nil
    }
    if let other = Self.otherNames[name], node.declName.argumentNames == nil {
      let rest = called.map { $0.trimmedDescription.dropFirst(node.trimmedDescription.count) } ?? ""
      add(
        "extreme", called.map(ExprSyntax.init) ?? ExprSyntax(node),
        "\(base.trimmedDescription).\(other)\(rest)")
    }
    if name == "isEmpty", called == nil { add("negation", node, "!" + node.trimmedDescription) }
    return .visitChildren
  }

  // MARK: What is returned

  override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind {
    if let expression = node.expression { returned(expression, from: node.parent) }
    return .visitChildren
  }

  override func visit(_ node: CodeBlockItemListSyntax) -> SyntaxVisitorContinueKind {
    // The only expression of a body is what it returns.
    if node.count == 1, let expression = node.first?.item.as(ExprSyntax.self), let parent = node.parent,
      parent.is(AccessorBlockSyntax.self) || parent.parent?.is(FunctionDeclSyntax.self) == true
    {
      returned(expression, from: parent)
    }
    return .visitChildren
  }

  private func returned(_ expression: ExprSyntax, from start: Syntax?) {
    guard let type = resultType(around: start), !expression.is(IfExprSyntax.self),
      !expression.is(SwitchExprSyntax.self),
      let nothing = Self.nothing(of: type, expression.trimmedDescription)
    else { return }
    add("returned", expression, nothing, longest: 800)
  }

  private func resultType(around start: Syntax?) -> TypeSyntax? {
    var at = start
    while let here = at {
      if here.is(ClosureExprSyntax.self) || here.is(InitializerDeclSyntax.self) { return nil }
      if let function = here.as(FunctionDeclSyntax.self) { return function.signature.returnClause?.type }
      if let list = here.as(SubscriptDeclSyntax.self) { return list.returnClause.type }
      if let accessor = here.as(AccessorDeclSyntax.self), accessor.accessorSpecifier.text != "get" {
        return nil
      }
      if let binding = here.as(PatternBindingSyntax.self) { return binding.typeAnnotation?.type }
      at = here.parent
    }
    return nil
  }

  private static func nothing(of type: TypeSyntax, _ was: String) -> String? {
    let text = type.trimmedDescription
    let nothing: String? =
      if type.is(ArrayTypeSyntax.self) || text.hasPrefix("Set<") || text.hasPrefix("Array<") {
        "[]"
      } else if type.is(DictionaryTypeSyntax.self) {
        "[:]"
      } else if type.is(OptionalTypeSyntax.self) {
        "nil"
      } else if text == "Bool", was != "true", was != "false" {
        "!(\(was))"
      } else if text == "String" {
        "\"\""
      } else {
        nil
      }
    return nothing == was ? nil : nothing
  }
}
