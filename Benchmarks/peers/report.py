"""The table: figures of all rounds, the best of each class, and how Fagui stands to the best peer."""
import collections
import datetime
import math
import os
import pathlib
import re
import statistics

ORDER = "term or2 or3 or4 and2 and3 and4 phrase2 phrase3 phrase4 natural".split()
MEAN, P99 = 0, 1


class Measured:
    """What was measured at one size."""

    def __init__(self, tokens):
        with open(tokens, "rb") as lines:
            self.articles = sum(1 for _ in lines)
        self.builds = {}
        self.counts = {}
        # By engine and class: (mean, p99) of each round; and the algorithms that a driver names.
        self.rounds = collections.defaultdict(list)
        self.algorithms = collections.defaultdict(dict)

    def add(self, output):
        for line in output.splitlines():
            columns = line.split("\t")
            if len(columns) < 6:
                continue
            engine, kind, count = columns[0], columns[1], int(columns[2])
            self.counts[kind] = count
            figures = float(columns[3]), float(columns[5])
            if len(columns) > 6 and figures[MEAN] < self.best(engine, kind, MEAN):
                self.algorithms[engine][kind] = columns[6]
            self.rounds[engine, kind].append(figures)

    def best(self, engine, kind, figure):
        return min((round[figure] for round in self.rounds.get((engine, kind), [])), default=math.inf)

    def spread(self, engine):
        """The median over classes of the slowest round's mean beside the best's."""
        means = [[round[MEAN] for round in rounds] for (name, _), rounds in self.rounds.items() if name == engine]
        return statistics.median(max(rounds) / min(rounds) for rounds in means)

    def classes(self):
        return sorted(self.counts, key=lambda kind: (ORDER.index(kind) if kind in ORDER else len(ORDER), kind))

    def ratio(self, kind, figure, peers):
        """How many times as fast as the best peer Fagui is, and the peer; nothing without both."""
        own = self.best("fagui", kind, figure)
        best, title = min(((self.best(peer.name, kind, figure), peer.title) for peer in peers), default=(math.inf, ""))
        return (best / own, title.split()[0]) if math.isfinite(own) and math.isfinite(best) else None


def machine():
    """The machine in words."""
    def read(path):
        return pathlib.Path(path).read_text() if os.path.exists(path) else ""
    model = re.search(r"^model name\s*: (.+)$", read("/proc/cpuinfo"), re.M)
    memory = re.search(r"^MemTotal:\s*(\d+) kB", read("/proc/meminfo"), re.M)
    system = re.search(r'^PRETTY_NAME="?([^"\n]+)', read("/etc/os-release"), re.M)
    words = [
        f"{os.cpu_count()} cores",
        model[1] if model else "an unnamed processor",
        f"{int(memory[1]) / 2**20:.0f} GiB of memory" if memory else None,
        system[1] if system else os.uname().sysname,
    ]
    return f"{', '.join(word for word in words if word)}; load {os.getloadavg()[0]:.1f} at the start"


def markdown(machine, engines, sizes, arguments):
    names = ", ".join(engine.title for engine in engines)
    total = "and the number of all hits" if arguments.exact_total else "no total"
    lines = [
        "# Fagui beside its peers",
        "",
        f"{names}. {datetime.date.today()}. Machine: {machine}.",
        "",
        f"Microseconds a query, mean / p99: top {arguments.k}, {total}, one thread; a query's time is the least of"
        f" {arguments.repeats} repeats, a class's the least of {arguments.rounds} rounds in turns."
        " × is how many times as fast as the best peer of the class Fagui is.",
    ]
    for engine in engines:
        if engine.note:
            lines.append(f"- {engine.title}: {engine.note}.")
    for measured in sizes:
        lines += section(measured, engines)
    return "\n".join(lines) + "\n"


def section(measured, engines):
    peers = [engine for engine in engines if engine.name != "fagui"]
    beside = len(peers) < len(engines) and peers
    columns = ["class", "queries"] + [engine.title for engine in engines] + (["× mean", "× p99"] if beside else [])
    rows, ratios = [], {MEAN: {}, P99: {}}
    for kind in measured.classes():
        row = [kind, str(measured.counts[kind])]
        row += [cell(measured.best(e.name, kind, MEAN), measured.best(e.name, kind, P99)) for e in engines]
        for figure in (MEAN, P99) if beside else ():
            ratio = measured.ratio(kind, figure, peers)
            row.append(f"{ratio[0]:.2f} ({ratio[1]})" if ratio else "—")
            if ratio:
                ratios[figure][kind] = ratio[0]
        rows.append(row)
    if beside and ratios[MEAN]:
        empty = [""] * (len(engines) + 1)
        rows.append([f"geometric mean of {len(ratios[MEAN])}", *empty]
                    + [f"**{statistics.geometric_mean(ratios[figure].values()):.2f}**" for figure in (MEAN, P99)])
        worst = [min(ratios[figure].items(), key=lambda item: item[1]) for figure in (MEAN, P99)]
        rows.append(["smallest", *empty] + [f"**{ratio:.2f}** ({kind})" for kind, ratio in worst])
    lines = ["", f"## {measured.articles:,} articles", "", *table(columns, rows), ""]
    builds = [[engine.title, f"{measured.builds[engine.name][1]:.1f}", f"{measured.builds[engine.name][0]:.2f}"
               + ("" if measured.builds[engine.name][2] else " (an earlier run)"),
               f"{measured.spread(engine.name):.2f}"] for engine in engines]
    lines += table(["engine", "index, MB", "built by one thread, s", "slowest round / best"], builds)
    for engine in engines:
        if measured.algorithms[engine.name]:
            chosen = measured.algorithms[engine.name]
            lines += ["", f"{engine.title} by "
                      + ", ".join(f"{chosen[kind]} ({kind})" for kind in measured.classes() if kind in chosen) + "."]
    return lines


def cell(mean, p99):
    return f"{mean:.1f} / {p99:.1f}" if math.isfinite(mean) else "—"


def table(columns, rows):
    lines = [columns, ["---"] * len(columns)] + rows
    return ["| " + " | ".join(line) + " |" for line in lines]
