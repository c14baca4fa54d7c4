import Glibc

/// The chance that a count is as high as this, or higher, where counts follow a negative binomial distribution.
///
/// Size = mean / (dispersion − 1), so that the variance is dispersion × mean (the form of Noufaily et al. 2013).
/// The tail is summed term by term, upwards from the count: no difference of two numbers near 1 is taken where
/// it is small.
/// - Parameters:
///   - mean: above 0.
///   - dispersion: variance divided by mean, 1 or more. At 1 it is the Poisson distribution.
package func upperTail(count: Int, mean: Double, dispersion: Double) -> Double {
  guard count > 0 else { return 1 }
  guard mean > 0 else { return 0 }
  let isPoisson = dispersion <= 1 + 1e-9
  let size = isPoisson ? 0 : mean / (dispersion - 1)
  // Chances of i + 1 and i: their ratio.
  func ratio(_ i: Int) -> Double {
    isPoisson
      ? mean / Double(i + 1) : (Double(i) + size) / Double(i + 1) * (dispersion - 1) / dispersion
  }
  let none = isPoisson ? -mean : -size * log(dispersion)
  var exponent = none
  for i in 0..<count { exponent += log(ratio(i)) }
  guard Double(count) > mean else {
    // Around the mean and below, what lies under the count is the shorter sum.
    var (term, sum) = (exponent, 0.0)
    for i in stride(from: count - 1, through: 0, by: -1) {
      term -= log(ratio(i))
      sum += exp(term)
    }
    return min(max(1 - sum, 0), 1)
  }
  var (term, sum, i) = (exp(exponent), 0.0, count)
  while term > sum * 1e-16, term > 0 {
    sum += term
    term *= ratio(i)
    i += 1
  }
  return min(sum, 1)
}

/// Which of many tests may be believed so that among those believed no more than a share are false, on average:
/// the step-up procedure of Benjamini and Hochberg (1995).
/// - Returns: the largest p-value to believe; nil: none.
package func largestBelieved(_ values: [Double], share: Double) -> Double? {
  let sorted = values.sorted()
  for (place, value) in sorted.enumerated().reversed()
  where value <= share * Double(place + 1) / Double(sorted.count) {
    return value
  }
  return nil
}
