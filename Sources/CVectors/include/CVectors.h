// The innermost work of search over one block of 64 documents, for processors that have vectors of 64 bytes (AVX-512 with
// VBMI2: Intel since 2019, AMD since 2022). Swift cannot be told to use what only some processors have. What each function does
// stands in Swift as well, beside the call: there it is taken on all other processors, and where a function gives up, which
// it does for what is rare. Nothing here is told whether bytes are damaged: like their twins these read no further than the
// padding behind the postings, of norms and widths only those of the segment's documents, and give any answer.
#ifndef FAGUI_CVECTORS_H
#define FAGUI_CVECTORS_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Whether the functions below may be called. No, where the environment has FAGUI_NO_VECTORS: for tests of the other way.
bool fagui_has_vectors(void);

// Where the positions of one document lie: TermPostings.PositionPlace.
typedef struct {
    intptr_t count;
    intptr_t width;
    intptr_t bit;
} fagui_place;

// A list in the form that postings have from version 2 on, as BlockCursor has it.
typedef struct {
    const void *content;
    intptr_t content_length;
    // Where each entry begins, of a list without rows; else NULL.
    const uint32_t *_Nullable offsets;
    // NULL for a list without rows.
    const void *_Nullable rows;
    intptr_t row_length;
    intptr_t place_offset;
    uint32_t place_mask;
    uint32_t header_length;
    // One impact a block, 0 where there is no entry, if the list is dense; else NULL.
    const uint8_t *_Nullable impacts;
} fagui_list;

// Which documents an entry has, and where it begins, counted from the content.
typedef struct {
    uint64_t documents;
    intptr_t offset;
} fagui_found;

// Finds an entry by its number, which is below the number of entries, in a dense list that of a block that has one.
//
// The offset is -1 where the entry cannot be told by steps of less than 255 bytes and frequencies of four bits, or is damaged.
fagui_found fagui_find_entry(const fagui_list *list, intptr_t entry);

// A term of which every document must have one.
typedef struct {
    const fagui_list *list;
    // By candidate the number of the entry; NULL where that is the block's.
    const uint32_t *_Nullable entries;
    // Written: where the term's entry begins.
    intptr_t offset;
} fagui_required;

// Finds which of `documents` have all terms of a block, the `candidate`-th of those that may have them; false where one of the
// entries cannot be told.
bool fagui_join(
    fagui_required *terms, intptr_t count, intptr_t candidate, intptr_t block, uint64_t *documents);

// A term of a query of alternatives.
typedef struct {
    // By block 256 times the impact and the octets, 0 where the term is absent.
    const uint16_t *pairs;
    // By block the number of the entry; NULL where that is the block's.
    const uint32_t *_Nullable entries;
    const fagui_list *list;
    // A byte a document; which impact a document with it has that has the term once. NULL for a field that is not scored.
    const uint8_t *_Nullable norms;
    const uint8_t *_Nullable impacts;
    uint16_t weight;
    // Where `found` tells of it.
    uint32_t slot;
} fagui_leaf;

// Writes for each block a number that no document's sum of (weight times impact) / 65,536 exceeds: the greatest of the sums
// that the leaves of one octet have (BlockBounds). By leaf `pairs`, as above, and weights whose sum is below 65,536.
void fagui_bound_blocks(
    const uint16_t *_Nonnull const *_Nonnull pairs, const uint16_t *weights, intptr_t count, intptr_t block_count,
    uint16_t *values);

typedef struct {
    uint64_t documents;
    // Whether all entries were told by their first bytes; if not, nothing is known of the block.
    bool is_known;
} fagui_sifted;

// Finds which of the `live` documents of a block have leaves whose (weight times impact) / 65,536, each rounded down, can sum
// to `least`: AlternativesScorer. The weights' sum is below 65,536; up to 64 leaves.
//
// Writes, unless none is found, which of the `live` documents leaves have, by slot, of those leaves that any of the documents
// found may have.
fagui_sifted fagui_sift(
    const fagui_leaf *leaves, intptr_t count, intptr_t block, uint64_t live, uint32_t least, fagui_found *found);

// Passes over the entry at `*offset`, in the form that postings have from version 2 on.
//
// Of `widths` those of the entry's documents are read, of `base` up to 50 bytes from the offset on. Returns how many bits the
// entry's positions take, and sets `*offset` to the entry behind it; -1, and nothing is set, if the entry has documents
// that are not `possible`, a frequency that does not fit its four bits, or is damaged: then the caller has to look at it.
intptr_t fagui_pass_entry(const void *base, intptr_t *offset, const uint8_t *widths, uint64_t possible);

// How often a document has the term, one that the entry has; 0 where its first bytes do not tell.
uint32_t fagui_frequency(const void *entry, intptr_t document);

// Finds where the positions of `documents`, one at least, lie in an entry whose positions begin at `start`.
//
// Writes those of `places`, 64 by document. Returns the end of the last one's; -1, and nothing is written, if one of
// `documents` is not in the entry, has a width that is none, or a frequency of the entry does not fit its four bits.
intptr_t fagui_find_places(
    const void *entry, const uint8_t *widths, uint64_t documents, intptr_t start, fagui_place *places);

// Decodes the block numbers of a group of 32 entries from gaps of `width` bits, up to 9: each is `first`, plus the gaps up
// to its own and the number of entries before it. 64 bytes of `packed` can be read.
void fagui_decode_gaps(const void *packed, intptr_t width, uint32_t first, uint32_t *blocks);

// Looks `count` blocks up in the 32 of a group, whose first entry has the number `first`: `entries` receives the number of each
// one's entry, UINT32_MAX where it has none.
void fagui_match_blocks(
    const uint32_t *own, uint32_t first, const uint32_t *blocks, intptr_t count, uint32_t *entries);

#pragma clang assume_nonnull end

#endif
