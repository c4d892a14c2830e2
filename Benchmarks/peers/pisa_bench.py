#!/usr/bin/env python3
"""PISA over a token file: builds, times the top K (10) per class of queries without operators, and checks its hits.

usage: pisa_bench.py index TOKENS DIR
       pisa_bench.py query DIR QUERIES [REPEATS [K]]
       pisa_bench.py check TOKENS DIR QUERIES [COUNT]

Needs `pip install pyterrier-pisa`, whose extension is called without the data frames around it. Tokens go in as the
hexadecimal digits of their UTF-8, one to one, since PISA's own parser cuts text at whatever is not ASCII; nothing is
stemmed or left out. BM25 with k1 1.2 and b 0.75 as in the other engines, but of exact lengths, and with the idf
log((N - df + 0.5) / (df + 0.5)), least 0.000001: nothing for a term in over half of the documents, such as stands in
129 of the 300 whole questions. So nine of ten hits are those of Tantivy and Lucene. It keeps no positions.

A query's time is the best of REPEATS, in microseconds, each query asked alone on the calling thread. It holds a call
from Python, the search for the terms in PISA's list of terms (parsing that cannot be left out), and the names of the
hits; `query` says on stderr what a call with one and with four unknown terms takes. A class is reported in the
algorithm with the lowest mean, which is the last column.
"""
import collections
import contextlib
import os
import pathlib
import random
import shutil
import sys
import time

import numpy as np
from pyterrier_pisa import _pisathon

ENCODING = "block_simdbp"
K1, B = 1.2, 0.75
# Of 32, 64 and 128 the fastest for single terms, and no slower for more.
BLOCK = 32
ALGORITHMS = ("block_max_wand", "wand", "maxscore", "block_max_maxscore")
# What is read while searching; the forward index and the uncompressed lists are steps of building.
SEARCHED = ("fwd.termlex", "fwd.doclex", "*.bmw.*")


def encoded(token):
    return token.encode().hex()


def prepared(folder):
    """The index opened for searching; writes bounds and compressed lists where there are none."""
    context = _pisathon.RetrievalContext()
    _pisathon.prepare_index(context, str(folder), ENCODING, "bm25", "", BLOCK, bm25_k1=K1, bm25_b=B)
    return context


@contextlib.contextmanager
def silence():
    """PISA tells of its progress on both outputs."""
    sys.stdout.flush()
    kept = os.dup(1), os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1), os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept[0], 1), os.dup2(kept[1], 2)
        for descriptor in (nowhere, *kept):
            os.close(descriptor)


class Searcher:
    """Asks one query at a time, with the arrays for the answer made once."""

    def __init__(self, folder, k):
        self.context = prepared(folder)
        self.k = k
        self.indexes, self.ranks = np.zeros(k, np.int32), np.zeros(k, np.int32)
        self.names, self.scores = np.empty(k, object), np.zeros(k, np.float32)

    def search(self, query, algorithm):
        return _pisathon.retrieve(
            self.context, algorithm, query, k=self.k, threads=1, pretokenised=1, query_weighted=0,
            result_qidxs=self.indexes, result_docnos=self.names, result_ranks=self.ranks, result_scores=self.scores)

    def best(self, queries, algorithm, repeats):
        """The least time of each query, in microseconds."""
        best = [float("inf")] * len(queries)
        for _ in range(repeats):
            for i, query in enumerate(queries):
                start = time.perf_counter_ns()
                self.search(query, algorithm)
                best[i] = min(best[i], time.perf_counter_ns() - start)
        return [ns / 1e3 for ns in best]


def parsed(text):
    """The argument of a call: one query, whose terms stand once each."""
    return [(0, {encoded(word): 1.0 for word in text.split()})]


def plain_queries(path):
    rows = [line.rstrip("\n").split("\t")[:2] for line in open(path, encoding="utf-8")]
    return [(kind, text) for kind, text in rows if '"' not in text and "+" not in text]


def index(tokens, folder):
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = folder / "texts"
    codes = {}
    with open(tokens, encoding="utf-8") as lines, open(source, "w") as out:
        for number, line in enumerate(lines):
            words = (codes.get(word) or codes.setdefault(word, encoded(word)) for word in line.split())
            out.write(f"{number} {' '.join(words)}\n")
    codes.clear()
    start = time.time()
    with silence():
        # One worker beside the thread that reads, which is the least that PISA builds with.
        _pisathon.index(str(source), str(folder), "", 100_000, 1)
        prepared(folder)
    seconds = time.time() - start
    megabytes = sum(path.stat().st_size for name in SEARCHED for path in folder.glob(name)) / 1e6
    for path in folder.iterdir():
        if not any(path.match(name) for name in SEARCHED):
            path.unlink()
    print(f"pisa index {seconds:.2f} s {megabytes:.1f} MB")


def query(folder, path, repeats, k):
    rows = plain_queries(path)
    queries = [parsed(text) for _, text in rows]
    searcher = Searcher(folder, k)
    fastest = {}
    for algorithm in ALGORITHMS:
        classes = collections.defaultdict(list)
        for (kind, _), time_taken in zip(rows, searcher.best(queries, algorithm, repeats)):
            classes[kind].append(time_taken)
        for kind, times in classes.items():
            times.sort()
            mean = sum(times) / len(times)
            if kind not in fastest or mean < fastest[kind][1]:
                fastest[kind] = (len(times), mean, times[len(times) // 2], times[int(len(times) * .99)], algorithm)
    for kind, (count, mean, median, p99, algorithm) in sorted(fastest.items()):
        print(f"pisa\t{kind}\t{count}\t{mean:.1f}\t{median:.1f}\t{p99:.1f}\t{algorithm}")
    unknown = [parsed(" ".join(f"{word}?" for word in text.split())) for kind, text in rows if kind in ("term", "or4")]
    for count in (1, 4):
        costs = searcher.best([query for query in unknown if len(query[0][1]) == count], ALGORITHMS[0], repeats)
        if costs:
            print(f"pisa: a call with {count} unknown terms takes {sum(costs) / len(costs):.1f} µs", file=sys.stderr)


def check(tokens, folder, path, count):
    """Compares hits with scoring every document, for COUNT queries chosen by a fixed seed."""
    rows = plain_queries(path)
    sample = random.Random(1).sample(rows, min(count, len(rows)))
    wanted = {word for _, text in sample for word in text.split()}
    lengths, lists = [], collections.defaultdict(list)
    for number, line in enumerate(open(tokens, encoding="utf-8")):
        words = line.split()
        lengths.append(len(words))
        for word, frequency in collections.Counter(word for word in words if word in wanted).items():
            lists[word].append((number, frequency))
    norms = K1 * (1 - B + B * np.array(lengths) / (sum(lengths) / len(lengths)))
    searcher, wrong = Searcher(folder, 10), 0
    for kind, text in sample:
        scores = np.zeros(len(lengths))
        for word in dict.fromkeys(text.split()):
            if word in lists:
                ids, frequencies = np.array(lists[word]).T
                idf = max(1e-6, np.log((len(lengths) - len(ids) + .5) / (len(ids) + .5)))
                scores[ids] += idf * (K1 + 1) * frequencies / (frequencies + norms[ids])
        for algorithm in ALGORITHMS:
            found = searcher.search(parsed(text), algorithm)
            ids = [int(name) for name in searcher.names[:found]]
            best = np.sort(scores)[::-1][:min(10, np.count_nonzero(scores))]
            # Documents may stand in another order, or another may stand last, where scores are equal.
            agrees = (len(ids) == len(best) == len(set(ids)) and np.allclose(searcher.scores[:found], best, rtol=1e-4)
                      and np.allclose(scores[ids], best, rtol=1e-4))
            if not agrees:
                wrong += 1
                print(f"{algorithm}, {kind}, {text}: {ids} {searcher.scores[:found]}, not {best}")
    print(f"{len(sample)} queries, {len(ALGORITHMS)} algorithms: {wrong} answers differ from scoring every document")
    return wrong == 0


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "index":
        index(*arguments[1:])
    elif 3 <= len(arguments) <= 5 and arguments[0] == "query":
        query(arguments[1], arguments[2], *(int(a) for a in (arguments[3:] + ["5", "10"][len(arguments) - 3:])))
    elif 4 <= len(arguments) <= 5 and arguments[0] == "check":
        sys.exit(0 if check(*arguments[1:4], int(arguments[4]) if len(arguments) == 5 else 100) else 1)
    else:
        sys.exit(__doc__.split("\n\n")[1])


if __name__ == "__main__":
    main(sys.argv[1:])
