"""What make bench-peers writes: a table for the terminal, a CSV file, the tables of docs/performance.md."""

import re

CONTESTANTS = ("mdgen", "mdgen tuned", "by hand", "numpy", "jax", "torch", "torch compiled", "casadi")
BEGIN, END = "<!-- make bench-peers DOCS=1 -->", "<!-- end -->"


def times(sizes):
    return "x".join(map(str, sizes))


def duration(ms):
    """Three digits and a unit."""
    for unit, factor in (("ns", 1e6), ("us", 1e3), ("ms", 1)):
        if ms * factor < 999.5:
            break
    return ("%.3g %s" if ms * factor < 999.5 else "%.0f %s") % (ms * factor, unit)


def ratio(x):
    return "%.3g" % x if x < 999.5 else "%.0f" % x


def faster(name, found):
    return not name.startswith("mdgen") and found[name][0] < found["mdgen"][0]


def plural(count, what):
    return "%d %s%s" % (count, what, "" if count == 1 else "s")


def processor():
    try:
        with open("/proc/cpuinfo") as info:
            return re.search(r"model name\s*:\s*(.*)", info.read()).group(1)
    except (OSError, AttributeError):
        return "unknown processor"


class Report:
    """found: {contestant: (milliseconds, difference)}; a ratio is its time by that of generated code."""

    def __init__(self, csv):
        self.csv, self.pages, self.wrong = csv, [], 0
        csv.write("table,threads,workload,sizes,tool,ms,ratio,difference\n")

    def begin(self, threads, versions):
        self.threads, self.behind = threads, []
        print("\n%s; %s; %s\n" % (plural(threads, "thread"), processor(), ", ".join(versions)))
        print("%-38s%8s" % ("", "mdgen") + "".join("%18s" % name for name in CONTESTANTS[1:]))
        print("%-46s" % "" + "%18s" % "ratio " * (len(CONTESTANTS) - 1))
        self.pages.append(
            "%s, %s; %s.\n" % (plural(threads, "thread").capitalize(), processor(), ", ".join(versions))
        )
        self.pages.append("| workload | " + " | ".join(CONTESTANTS) + " |")
        self.pages.append("|---|" + "---:|" * len(CONTESTANTS))

    def row(self, task, found, trouble):
        for name, why in trouble.items():
            print("    %s: %s" % (name, why))
            self.wrong += why.startswith("WRONG") or name in ("native", "tuned")
        if "mdgen" not in found:
            return
        own = found["mdgen"][0]
        text = "%-22s%-15s%9s" % (task.label, times(task.sizes), duration(own))
        page = "| %s %s | %s" % (task.label, times(task.sizes), duration(own))
        for name in CONTESTANTS[1:]:
            text += "%18s" % "-" if name not in found else self.cell(name, found)
            times_as_long = ratio(found[name][0] / own) if name in found else ""
            page += (" | **%s**" if name in found and faster(name, found) else " | %s") % times_as_long
        print(text, flush=True)
        if task.table == "workloads":
            self.pages.append(page + " |")
        for name, (ms, difference) in found.items():
            if faster(name, found):
                self.behind.append("%s %s: %s, %.2f" % (task.label, times(task.sizes), name, ms / own))
            row = (task.table, self.threads, '"%s"' % task.label, times(task.sizes), name)
            self.csv.write(",".join(map(str, row)) + ",%.6g,%.4f,%.2g\n" % (ms, ms / own, difference))
        self.csv.flush()

    def cell(self, name, found):
        ms = found[name][0]
        star = "*" if faster(name, found) else " "
        return "%18s" % ("%s %6s%s" % (duration(ms), ratio(ms / found["mdgen"][0]), star))

    def end(self):
        self.pages.append("")
        print("\n%d wrong; faster than generated code: %s" % (self.wrong, "; ".join(self.behind) or "none"))

    def renew(self, path):
        """The tables of a page, between its marks, are replaced."""
        with open(path) as page:
            text = page.read()
        before, rest = text.split(BEGIN)
        with open(path, "w") as page:
            page.write(before + BEGIN + "\n" + "\n".join(self.pages) + END + rest.split(END, 1)[1])
