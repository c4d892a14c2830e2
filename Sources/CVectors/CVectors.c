#include "CVectors.h"

#include <stdlib.h>

#if defined(__x86_64__) && defined(__clang__)
#include <immintrin.h>

#define VECTORS __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt,lzcnt")))

static bool has_vectors;

__attribute__((constructor)) static void look_at_processor(void) {
    __builtin_cpu_init();
    has_vectors = !getenv("FAGUI_NO_VECTORS") && __builtin_cpu_supports("avx512f")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi")
        && __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
        && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("lzcnt");
}

bool fagui_has_vectors(void) { return has_vectors; }

// An entry of a postings list: BlockEntry.
typedef struct {
    uint64_t presence;
    // Bit i: the i-th of the present documents has the term more than once.
    uint64_t repeated;
    const uint8_t *frequencies;
} entry_content;

// How often each document has the term, a byte a document, 1 for those that do not have it; false if one does not fit.
VECTORS static inline bool get_frequencies(entry_content entry, __m512i *result) {
    // Four bits each, the low half of a byte first: as bytes.
    __m512i nibbles = _mm512_cvtepu8_epi16(_mm256_loadu_si256((const __m256i *)entry.frequencies));
    nibbles = _mm512_and_si512(
        _mm512_or_si512(nibbles, _mm512_slli_epi16(nibbles, 4)), _mm512_set1_epi8(0x0F));
    uint64_t escaped = _mm512_cmpeq_epi8_mask(nibbles, _mm512_set1_epi8(0x0F));
    if (_bzhi_u64(escaped, (unsigned)_mm_popcnt_u64(entry.repeated)) != 0) { return false; }
    uint64_t documents = _pdep_u64(entry.repeated, entry.presence);
    __m512i least = _mm512_mask_blend_epi8(documents, _mm512_set1_epi8(1), _mm512_set1_epi8(2));
    *result = _mm512_add_epi8(least, _mm512_maskz_expand_epi8(documents, nibbles));
    return true;
}

// The sum of width times frequency. Frequencies are 16 at most: no product overflows 16 bits, whatever the widths.
VECTORS static inline intptr_t sum_products(__m512i widths, __m512i frequencies) {
    __m512i pairs = _mm512_maddubs_epi16(widths, frequencies);
    return _mm512_reduce_add_epi32(_mm512_madd_epi16(pairs, _mm512_set1_epi16(1)));
}

// Which documents a list of postings has, 0 if it goes backwards or is longer than lists are.
VECTORS __attribute__((always_inline)) static inline uint64_t read_list(
    const uint8_t *entry, uint64_t *repeated, unsigned *length) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)entry);
    unsigned ends = (unsigned)_mm_movemask_epi8(bytes);
    // The longest list has nine.
    if ((ends & 0x1FF) == 0) { return 0; }
    unsigned count = (unsigned)_tzcnt_u32(ends) + 1;
    __m128i documents = _mm_and_si128(bytes, _mm_set1_epi8(0x3F));
    unsigned ascending = _mm_cmplt_epu8_mask(documents, _mm_bsrli_si128(documents, 1));
    unsigned inner = (1u << (count - 1)) - 1;
    if ((ascending & inner) != inner) { return 0; }
    __m512i bits = _mm512_maskz_sllv_epi64(
        (__mmask8)((inner << 1) | 1), _mm512_set1_epi64(1), _mm512_cvtepu8_epi64(documents));
    uint64_t presence = (uint64_t)_mm512_reduce_or_epi64(bits);
    if (count == 9) { presence |= (uint64_t)1 << (entry[8] & 0x3F); }
    *repeated = (unsigned)_mm_movemask_epi8(_mm_slli_epi16(bytes, 1)) & ((inner << 1) | 1);
    *length = count;
    return presence;
}

// The length of an entry, 0 where it is not told by its first bytes.
VECTORS static inline unsigned entry_length(const uint8_t *entry) {
    unsigned mark = *entry;
    if ((mark & 0xBF) == 0x3F) {
        unsigned rest = entry[9];
        if ((mark & 0x40) == 0) { return 9; }
        return rest == 0 ? 0 : 10 + rest;
    }
    __m128i bytes = _mm_loadu_si128((const __m128i *)entry);
    unsigned ends = (unsigned)_mm_movemask_epi8(bytes);
    if ((ends & 0x1FF) == 0) { return 0; }
    unsigned count = (unsigned)_tzcnt_u32(ends) + 1;
    unsigned more = (unsigned)_mm_movemask_epi8(_mm_slli_epi16(bytes, 1));
    unsigned repeated = (unsigned)_mm_popcnt_u32(_bzhi_u32(more, count));
    // Frequencies of four bits that are all set do not fit.
    uint64_t nibbles;
    __builtin_memcpy(&nibbles, entry + count, 8);
    nibbles = _bzhi_u64(nibbles, 4 * repeated);
    uint64_t pairs = nibbles & nibbles >> 1;
    if ((pairs & pairs >> 2 & 0x1111111111111111) != 0) { return 0; }
    return count + ((repeated + 1) >> 1);
}

// Which documents the entry at an offset has; its offset is -1 if it is damaged, or a longer list than is written.
VECTORS __attribute__((always_inline)) static inline fagui_found read_documents(
    const fagui_list *list, intptr_t offset, uint64_t *repeated) {
    fagui_found found = {0, -1};
    *repeated = 0;
    if (offset >= list->content_length) { return found; }
    const uint8_t *own = (const uint8_t *)list->content + offset;
    if ((*own & 0xBF) == 0x3F) {
        __builtin_memcpy(&found.documents, own + 1, 8);
        // Bits behind the last document's are none of a document.
        if ((*own & 0x40) != 0) { __builtin_memcpy(repeated, own + 10, 8); }
    } else {
        unsigned length;
        found.documents = read_list(own, repeated, &length);
    }
    if (found.documents != 0) { found.offset = offset; }
    return found;
}

VECTORS __attribute__((always_inline)) static inline fagui_found find_entry(
    const fagui_list *list, intptr_t entry, uint64_t *repeated) {
    fagui_found none = {0, -1};
    if (list->offsets) { return read_documents(list, list->offsets[entry], repeated); }
    if (!list->rows) { return none; }
    const uint8_t *content = list->content;
    const uint8_t *row = (const uint8_t *)list->rows + list->row_length * (entry >> 5);
    uint32_t place;
    __builtin_memcpy(&place, row + list->place_offset, 4);
    intptr_t offset = place & list->place_mask;
    if (offset >= list->content_length) { return none; }
    uint64_t lengths;
    __builtin_memcpy(&lengths, content + offset, 8);
    lengths = _bzhi_u64(lengths, 8 * (((unsigned)entry & 31) >> 2));
    __m128i steps = _mm_cvtsi64_si128((long long)lengths);
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(steps, _mm_set1_epi8(-1))) != 0) { return none; }
    offset += list->header_length + _mm_cvtsi128_si64(_mm_sad_epu8(steps, _mm_setzero_si128()));
    unsigned left = (unsigned)entry & 3;
    if (list->impacts) {
        uint32_t impacts;
        __builtin_memcpy(&impacts, list->impacts + (entry & ~(intptr_t)3), 4);
        __m128i before = _mm_cvtsi32_si128((int)_bzhi_u32(impacts, 8 * left));
        left = (unsigned)_mm_popcnt_u32((unsigned)_mm_cmpneq_epi8_mask(before, _mm_setzero_si128()));
    }
    for (; left != 0; left--) {
        if (offset >= list->content_length) { return none; }
        unsigned length = entry_length(content + offset);
        if (length == 0) { return none; }
        offset += length;
    }
    return read_documents(list, offset, repeated);
}

VECTORS fagui_found fagui_find_entry(const fagui_list *list, intptr_t entry) {
    uint64_t repeated;
    return find_entry(list, entry, &repeated);
}

VECTORS bool fagui_join(
    fagui_required *terms, intptr_t count, intptr_t candidate, intptr_t block, uint64_t *documents) {
    uint64_t joint = *documents;
    for (intptr_t place = 0; place < count && joint != 0; place++) {
        fagui_required *term = terms + place;
        uint64_t repeated;
        fagui_found found = find_entry(term->list, term->entries ? term->entries[candidate] : block, &repeated);
        if (found.offset < 0) { return false; }
        term->offset = found.offset;
        joint &= found.documents;
    }
    *documents = joint;
    return true;
}

// What a table of 256 bytes has for each byte.
VECTORS static inline __m512i look_up(const uint8_t *table, __m512i bytes) {
    __m512i low = _mm512_permutex2var_epi8(
        _mm512_loadu_si512(table), bytes, _mm512_loadu_si512(table + 64));
    __m512i high = _mm512_permutex2var_epi8(
        _mm512_loadu_si512(table + 128), bytes, _mm512_loadu_si512(table + 192));
    return _mm512_mask_blend_epi8(_mm512_movepi8_mask(bytes), low, high);
}

// 64 numbers of 16 bits.
typedef struct {
    __m512i low;
    __m512i high;
} lanes;

// Each of eight numbers eight times.
VECTORS __attribute__((always_inline)) static inline lanes eightfold(__m128i numbers) {
    const __m512i places = _mm512_set_epi64(
        0x0003000300030003, 0x0003000300030003, 0x0002000200020002, 0x0002000200020002,
        0x0001000100010001, 0x0001000100010001, 0, 0);
    __m512i all = _mm512_castsi128_si512(numbers);
    lanes result = {
        _mm512_permutexvar_epi16(places, all),
        _mm512_permutexvar_epi16(_mm512_add_epi16(places, _mm512_set1_epi16(4)), all),
    };
    return result;
}

VECTORS void fagui_bound_blocks(
    const uint16_t *const *pairs, const uint16_t *weights, intptr_t count, intptr_t block_count, uint16_t *values) {
    // Eight blocks at a time, each in eight lanes of 16 bits, one an octet.
    const __m512i firsts = _mm512_set_epi64(0, 0, 0, 0, 0, 0, 0, 0x0018001000080000);
    for (intptr_t block = 0; block < block_count; block += 8) {
        __mmask8 there = block_count - block < 8 ? (__mmask8)_bzhi_u32(0xFF, (unsigned)(block_count - block)) : 0xFF;
        __m512i low = _mm512_setzero_si512();
        __m512i high = _mm512_setzero_si512();
        for (intptr_t leaf = 0; leaf < count; leaf++) {
            __m128i own = _mm_maskz_loadu_epi16(there, pairs[leaf] + block);
            __m128i shares = _mm_mulhi_epu16(
                _mm_and_si128(own, _mm_set1_epi16((short)0xFF00)), _mm_set1_epi16((short)weights[leaf]));
            uint64_t octets = (uint64_t)_mm_cvtsi128_si64(_mm_cvtepi16_epi8(own));
            lanes all = eightfold(shares);
            low = _mm512_mask_add_epi16(low, (__mmask32)octets, low, all.low);
            high = _mm512_mask_add_epi16(high, (__mmask32)(octets >> 32), high, all.high);
        }
        low = _mm512_max_epu16(low, _mm512_bsrli_epi128(low, 8));
        high = _mm512_max_epu16(high, _mm512_bsrli_epi128(high, 8));
        low = _mm512_max_epu16(low, _mm512_bsrli_epi128(low, 4));
        high = _mm512_max_epu16(high, _mm512_bsrli_epi128(high, 4));
        low = _mm512_max_epu16(low, _mm512_bsrli_epi128(low, 2));
        high = _mm512_max_epu16(high, _mm512_bsrli_epi128(high, 2));
        __m128i result = _mm_unpacklo_epi64(
            _mm512_castsi512_si128(_mm512_permutexvar_epi16(firsts, low)),
            _mm512_castsi512_si128(_mm512_permutexvar_epi16(firsts, high)));
        _mm_mask_storeu_epi16(values + block, there, result);
    }
}

// The documents of octets.
VECTORS __attribute__((always_inline)) static inline uint64_t documents_of(unsigned octets) {
    return (uint64_t)_mm_cvtsi128_si64(_mm_movm_epi8((__mmask16)(octets & 0xFF)));
}

// The octets of documents.
VECTORS __attribute__((always_inline)) static inline unsigned octets_of(uint64_t documents) {
    return _mm_cmpneq_epi8_mask(_mm_cvtsi64_si128((long long)documents), _mm_setzero_si128());
}

VECTORS fagui_sifted fagui_sift(
    const fagui_leaf *leaves, intptr_t count, intptr_t block, uint64_t live, uint32_t least, fagui_found *found) {
    fagui_sifted result = {0, true};
    if (least > UINT16_MAX) { return result; }
    // First by octets, which are at hand: only in some of them the sum may be within reach.
    uint16_t shares[64];
    __m128i octets = _mm_setzero_si128();
    for (intptr_t place = 0; place < count; place++) {
        uint32_t pair = leaves[place].pairs[block];
        shares[place] = (uint16_t)(((pair & 0xFF00) * leaves[place].weight) >> 16);
        octets = _mm_mask_add_epi16(octets, (__mmask8)pair, octets, _mm_set1_epi16((short)shares[place]));
    }
    unsigned reached = _mm_cmpge_epu16_mask(octets, _mm_set1_epi16((short)least));
    uint64_t alive = live & documents_of(reached);
    if (alive == 0) { return result; }
    // Then a leaf after another, each of which lowers the sums of documents that do not have it, or only once.
    lanes sums = eightfold(octets);
    const __m512i wanted = _mm512_set1_epi16((short)least);
    const uint8_t *norms = NULL;
    lanes impacts = {_mm512_setzero_si512(), _mm512_setzero_si512()};
    for (intptr_t place = 0; place < count; place++) {
        const fagui_leaf *leaf = leaves + place;
        fagui_found *own = found + leaf->slot;
        unsigned pair = leaf->pairs[block];
        own->documents = 0;
        if ((pair & 0xFF & octets_of(alive)) == 0) { continue; }
        uint64_t repeated;
        *own = find_entry(leaf->list, leaf->entries ? leaf->entries[block] : block, &repeated);
        if (own->offset < 0) {
            result.is_known = false;
            return result;
        }
        uint64_t once = own->documents & ~_pdep_u64(repeated, own->documents);
        uint64_t missing = documents_of(pair) & ~own->documents;
        own->documents &= live;
        __m512i share = _mm512_set1_epi16((short)shares[place]);
        sums.low = _mm512_mask_sub_epi16(sums.low, (__mmask32)missing, sums.low, share);
        sums.high = _mm512_mask_sub_epi16(sums.high, (__mmask32)(missing >> 32), sums.high, share);
        if (leaf->impacts) {
            if (norms != leaf->norms) {
                norms = leaf->norms;
                __m512i bytes = look_up(leaf->impacts, _mm512_maskz_loadu_epi8(live, norms + 64 * block));
                impacts.low = _mm512_slli_epi16(_mm512_cvtepu8_epi16(_mm512_castsi512_si256(bytes)), 8);
                impacts.high = _mm512_slli_epi16(_mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(bytes, 1)), 8);
            }
            // What damaged bytes say of an impact may be less than that of a document: no sum grows.
            __m512i weight = _mm512_set1_epi16((short)leaf->weight);
            __m512i low = _mm512_subs_epu16(share, _mm512_mulhi_epu16(impacts.low, weight));
            __m512i high = _mm512_subs_epu16(share, _mm512_mulhi_epu16(impacts.high, weight));
            sums.low = _mm512_mask_sub_epi16(sums.low, (__mmask32)once, sums.low, low);
            sums.high = _mm512_mask_sub_epi16(sums.high, (__mmask32)(once >> 32), sums.high, high);
        }
        alive &= (uint64_t)_mm512_cmpge_epu16_mask(sums.low, wanted)
            | (uint64_t)_mm512_cmpge_epu16_mask(sums.high, wanted) << 32;
        if (alive == 0) { return result; }
    }
    result.documents = alive;
    return result;
}

// Reads an entry; its presence is 0 if it is damaged.
VECTORS __attribute__((always_inline)) static inline entry_content read_entry(const uint8_t *entry) {
    entry_content result = {0, 0, NULL};
    if ((*entry & 0xBF) != 0x3F) {
        unsigned length = 0;
        result.presence = read_list(entry, &result.repeated, &length);
        result.frequencies = entry + length;
        return result;
    }
    __builtin_memcpy(&result.presence, entry + 1, 8);
    result.frequencies = entry + 9;
    if ((*entry & 0x40) != 0) {
        unsigned count = (unsigned)_mm_popcnt_u64(result.presence);
        __builtin_memcpy(&result.repeated, entry + 10, 8);
        result.repeated = _bzhi_u64(result.repeated, count);
        result.frequencies = entry + 10 + ((count + 7) >> 3);
    }
    return result;
}

VECTORS uint32_t fagui_frequency(const void *base, intptr_t document) {
    const uint8_t *entry = base;
    unsigned rank, count;
    uint64_t repeated;
    if ((*entry & 0xBF) == 0x3F) {
        if ((*entry & 0x40) == 0) { return 1; }
        uint64_t presence;
        __builtin_memcpy(&presence, entry + 1, 8);
        __builtin_memcpy(&repeated, entry + 10, 8);
        rank = (unsigned)_mm_popcnt_u64(_bzhi_u64(presence, (unsigned)document));
        count = 10 + (((unsigned)_mm_popcnt_u64(presence) + 7) >> 3);
    } else {
        __m128i bytes = _mm_loadu_si128((const __m128i *)entry);
        __m128i own = _mm_and_si128(bytes, _mm_set1_epi8(0x3F));
        unsigned ends = (unsigned)_mm_movemask_epi8(bytes);
        unsigned same = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(own, _mm_set1_epi8((char)document)));
        if ((ends & 0x1FF) == 0 || same == 0) { return 0; }
        rank = (unsigned)_tzcnt_u32(same);
        count = (unsigned)_tzcnt_u32(ends) + 1;
        repeated = (unsigned)_mm_movemask_epi8(_mm_slli_epi16(bytes, 1));
    }
    if ((repeated >> rank & 1) == 0) { return 1; }
    unsigned place = (unsigned)_mm_popcnt_u64(_bzhi_u64(repeated, rank));
    unsigned nibble = entry[count + (place >> 1)] >> ((place & 1) << 2) & 0x0F;
    return nibble == 0x0F ? 0 : nibble + 2;
}

VECTORS intptr_t fagui_pass_entry(
    const void *base, intptr_t *offset, const uint8_t *widths, uint64_t possible) {
    entry_content entry = read_entry((const uint8_t *)base + *offset);
    if (entry.presence == 0 || (entry.presence & ~possible) != 0) { return -1; }
    __m512i own = _mm512_maskz_loadu_epi8(entry.presence, widths);
    const uint8_t *next = entry.frequencies;
    intptr_t bits;
    if (entry.repeated == 0) {
        bits = _mm512_reduce_add_epi64(_mm512_sad_epu8(own, _mm512_setzero_si512()));
    } else {
        __m512i frequencies;
        if (!get_frequencies(entry, &frequencies)) { return -1; }
        bits = sum_products(own, frequencies);
        next += (_mm_popcnt_u64(entry.repeated) + 1) >> 1;
    }
    *offset = next - (const uint8_t *)base;
    return bits;
}

VECTORS intptr_t fagui_find_places(
    const void *base, const uint8_t *widths, uint64_t documents, intptr_t start, fagui_place *places) {
    entry_content entry = read_entry(base);
    if ((documents & ~entry.presence) != 0) { return -1; }
    // Damaged bytes may tell of documents behind the segment's last, which has no width there.
    uint64_t up_to_last = entry.presence & (UINT64_MAX >> _lzcnt_u64(documents));
    __m512i own = _mm512_maskz_loadu_epi8(up_to_last, widths);
    // 1...32, less 1.
    __m512i fewer = _mm512_sub_epi8(own, _mm512_set1_epi8(1));
    if ((_mm512_cmplt_epu8_mask(fewer, _mm512_set1_epi8(32)) & documents) != documents) { return -1; }
    __m512i frequencies = _mm512_set1_epi8(1);
    if (entry.repeated != 0 && !get_frequencies(entry, &frequencies)) { return -1; }
    uint8_t counts[64];
    _mm512_storeu_si512(counts, frequencies);
    intptr_t end = start;
    for (uint64_t rest = documents; rest != 0; rest = _blsr_u64(rest)) {
        unsigned document = (unsigned)_tzcnt_u64(rest);
        __m512i before = _mm512_maskz_mov_epi8(_bzhi_u64(UINT64_MAX, document), own);
        fagui_place place = {counts[document], widths[document], start + sum_products(before, frequencies)};
        places[document] = place;
        end = place.bit + place.count * place.width;
    }
    return end;
}

VECTORS void fagui_decode_gaps(const void *packed, intptr_t width, uint32_t first, uint32_t *blocks) {
    // In lanes of 16 bits: an entry's gap lies in two bytes.
    const __m512i numbers = _mm512_set_epi16(
        31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    __m512i bits = _mm512_mullo_epi16(numbers, _mm512_set1_epi16((short)width));
    __m512i bytes = _mm512_srli_epi16(bits, 3);
    bytes = _mm512_add_epi16(
        _mm512_or_si512(bytes, _mm512_slli_epi16(bytes, 8)), _mm512_set1_epi16(0x100));
    __m512i sums = _mm512_permutexvar_epi8(bytes, _mm512_loadu_si512(packed));
    sums = _mm512_srlv_epi16(sums, _mm512_and_si512(bits, _mm512_set1_epi16(7)));
    sums = _mm512_and_si512(sums, _mm512_set1_epi16((short)((1u << width) - 1)));
    // Sums up to each entry: in eighths, then of those before.
    sums = _mm512_add_epi16(sums, _mm512_bslli_epi128(sums, 2));
    sums = _mm512_add_epi16(sums, _mm512_bslli_epi128(sums, 4));
    sums = _mm512_add_epi16(sums, _mm512_bslli_epi128(sums, 8));
    __m512i last = _mm512_maskz_permutexvar_epi16(0xFF00FF00, _mm512_set_epi64(
        0x0017001700170017, 0x0017001700170017, 0, 0, 0x0007000700070007, 0x0007000700070007, 0, 0), sums);
    sums = _mm512_add_epi16(sums, last);
    sums = _mm512_add_epi16(
        sums, _mm512_maskz_permutexvar_epi16(0xFFFF0000, _mm512_set1_epi16(15), sums));
    sums = _mm512_add_epi16(sums, numbers);
    __m512i base = _mm512_set1_epi32((int)first);
    __m512i low = _mm512_cvtepu16_epi32(_mm512_castsi512_si256(sums));
    __m512i high = _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(sums, 1));
    _mm512_storeu_si512(blocks, _mm512_add_epi32(base, low));
    _mm512_storeu_si512(blocks + 16, _mm512_add_epi32(base, high));
}

VECTORS void fagui_match_blocks(
    const uint32_t *own, uint32_t first, const uint32_t *blocks, intptr_t count, uint32_t *entries) {
    __m512i low = _mm512_loadu_si512(own);
    __m512i high = _mm512_loadu_si512(own + 16);
    for (intptr_t place = 0; place < count; place++) {
        __m512i block = _mm512_set1_epi32((int)blocks[place]);
        uint32_t same = (uint32_t)_mm512_cmpeq_epi32_mask(low, block)
            | (uint32_t)_mm512_cmpeq_epi32_mask(high, block) << 16;
        entries[place] = same != 0 ? first + _tzcnt_u32(same) : UINT32_MAX;
    }
}

#else

bool fagui_has_vectors(void) { return false; }

fagui_found fagui_find_entry(const fagui_list *list, intptr_t entry) {
    fagui_found none = {0, -1};
    return none;
}

bool fagui_join(
    fagui_required *terms, intptr_t count, intptr_t candidate, intptr_t block, uint64_t *documents) {
    return false;
}

void fagui_bound_blocks(
    const uint16_t *const *pairs, const uint16_t *weights, intptr_t count, intptr_t block_count, uint16_t *values) {}

fagui_sifted fagui_sift(
    const fagui_leaf *leaves, intptr_t count, intptr_t block, uint64_t live, uint32_t least, fagui_found *found) {
    fagui_sifted none = {0, false};
    return none;
}

uint32_t fagui_frequency(const void *entry, intptr_t document) { return 0; }

intptr_t fagui_pass_entry(const void *base, intptr_t *offset, const uint8_t *widths, uint64_t possible) {
    return -1;
}

intptr_t fagui_find_places(
    const void *entry, const uint8_t *widths, uint64_t documents, intptr_t start, fagui_place *places) {
    return -1;
}

void fagui_decode_gaps(const void *packed, intptr_t width, uint32_t first, uint32_t *blocks) {}

void fagui_match_blocks(
    const uint32_t *own, uint32_t first, const uint32_t *blocks, intptr_t count, uint32_t *entries) {}

#endif
