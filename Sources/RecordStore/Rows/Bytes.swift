package import FoundationEssentials
package import Versioning

extension Identifier {
  package var data: Data { Data(bytes) }
}
