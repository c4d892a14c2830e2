import CVectors
import FaguiTestSupport
import Testing

@Suite(.enabled(if: fagui_has_vectors(), "this processor has no AVX-512 with VBMI2, or FAGUI_NO_VECTORS is set"))
struct VectorBoundsTests {
    @Test(arguments: RandomTests.seeds(20))
    func aBoundIsTheGreatestSumOfAnOctet(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let blockCount = Int.random(in: 1...100, using: &random)
        let leaves = (0..<Int.random(in: 1...12, using: &random)).map { _ in
            (0..<blockCount).map { _ in
                Bool.random(using: &random)
                    ? UInt16(0)
                    : .random(in: 1...255, using: &random) << 8 | .random(in: 1...255, using: &random)
            }
        }
        let weights = leaves.map { _ in UInt16.random(in: 256...5_000, using: &random) }
        let expected = (0..<blockCount).map { block in
            (0..<8).map { octet in
                leaves.indices.reduce(UInt32(0)) { sum, leaf in
                    let pair = UInt32(leaves[leaf][block])
                    return pair >> UInt32(octet) & 1 == 0 ? sum : sum + ((pair & 0xFF00) * UInt32(weights[leaf])) >> 16
                }
            }.max() ?? 0
        }

        // Whatever lies behind the last block stays as it is.
        var values = [UInt16](repeating: 7, count: blockCount + 8)
        let pointers = leaves.map { leaf in
            let copy = UnsafeMutablePointer<UInt16>.allocate(capacity: blockCount)
            copy.update(from: leaf, count: blockCount)
            return copy
        }
        defer { for pointer in pointers { pointer.deallocate() } }
        fagui_bound_blocks(
            pointers.map { UnsafePointer($0) }, weights, leaves.count, blockCount, &values)

        #expect(values[..<blockCount].map { UInt32($0) } == expected, "seed \(seed)")
        #expect(values[blockCount...].allSatisfy { $0 == 7 }, "seed \(seed)")
    }
}
