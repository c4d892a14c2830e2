internal import CICU

/// Folds short runs through ICU.
struct RunNormalization {
    private var source: UnsafeMutablePointer<UInt16>
    private var sourceCapacity = 64
    private(set) var result: UnsafeMutablePointer<UInt16>
    private var resultCapacity = 64

    init() {
        source = .allocate(capacity: sourceCapacity)
        result = .allocate(capacity: resultCapacity)
    }

    func deallocate() {
        source.deallocate()
        result.deallocate()
    }

    /// Whether what stands before a scalar has no bearing on it.
    func beginsRun(_ scalar: UInt32, _ normalizer: OpaquePointer) -> Bool {
        fagui_unorm2_has_boundary_before(normalizer, Int32(bitPattern: scalar)) != 0
    }

    /// Whether a scalar stays as it is, whatever stands before and behind it.
    func isInert(_ scalar: UInt32, _ normalizer: OpaquePointer) -> Bool {
        fagui_unorm2_is_inert(normalizer, Int32(bitPattern: scalar)) != 0
    }

    /// Folds UTF-8 into ``result``.
    ///
    /// - Returns: The number of units.
    mutating func fold(_ run: UnsafeBufferPointer<UInt8>, _ normalizer: OpaquePointer) -> Int {
        let length = decode(run)
        while true {
            var status = FAGUI_ICU_OK
            let needed = Int(
                fagui_unorm2_normalize(
                    normalizer, source, Int32(length), result, Int32(resultCapacity), &status))
            if status.rawValue <= FAGUI_ICU_OK.rawValue { return needed }
            guard status == FAGUI_ICU_BUFFER_OVERFLOW else {
                // ICU is out of memory; matching without folding is the best that is left.
                growResult(to: length)
                result.update(from: source, count: length)
                return length
            }
            growResult(to: needed)
        }
    }

    private mutating func growResult(to needed: Int) {
        guard needed > resultCapacity else { return }
        result.deallocate()
        resultCapacity = needed + needed / 2
        result = .allocate(capacity: resultCapacity)
    }

    private mutating func decode(_ run: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = run.baseAddress else { return 0 }
        if run.count > sourceCapacity {
            source.deallocate()
            sourceCapacity = run.count * 2
            source = .allocate(capacity: sourceCapacity)
        }
        var byte = 0
        var count = 0
        while byte < run.count {
            let (scalar, length) = ScalarDecoding.scalar(base, at: byte, count: run.count)
            byte += length
            if scalar < 0x10000 {
                source[count] = UInt16(truncatingIfNeeded: scalar)
                count += 1
            } else {
                let offset = scalar - 0x10000
                source[count] = UInt16(truncatingIfNeeded: 0xD800 + offset >> 10)
                source[count + 1] = UInt16(truncatingIfNeeded: 0xDC00 + offset & 0x3FF)
                count += 2
            }
        }
        return count
    }
}
