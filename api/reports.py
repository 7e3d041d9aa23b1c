"""A gap report in the forms in which it leaves the house: JSON, NDJSON, CSV, XLSX and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import orjson

from api.web.names import headline
from graph.gaps import RULES, Finding, Report, as_json, finding_json
from graph.gaps.ranking import FORMULA, Reason, list_of
from graph.gaps.words import ages_in_words

COLUMNS = (
    "nummer", "regel", "titel", "status", "score", "ernst", "urgentie", "bewijs", "profiel", "gebied", "onderwerp", "leeftijden",
    "uitleg", "bronnen", "bevinding", "lijst", "plaats", "plaats_van", "plaats_tot", "waarom_ernst", "waarom_urgentie", "waarom_bewijs",
)


def about(report: Report) -> str:
    """One line that says of which data an answer is; it stands on everything that leaves the house."""
    line = f"Peildatum {report.request.day.isoformat()}, revisie {report.projection.revision.number}"
    return line + (", voorbeelddata (fictief)" if report.projection.fictitious else "")


def title(report: Report, finding: Finding) -> str:
    """What a list calls a finding: the region's own title, else that of the rule."""
    return str(report.context.cases.get(finding.id, {}).get("titel") or RULES[finding.rule].title)


def chosen_of(report: Report, findings: Sequence[Finding] | None) -> str:
    """A sentence for a list that is a choice of the findings; nothing for a list of all."""
    total = sum(len(outcome.findings) for outcome in report.outcomes.values())
    if findings is None or len(findings) == total:
        return ""
    return f"Dit is een keuze: {len(findings)} van de {total} bevindingen. De cijfers per regel gaan over alle bevindingen."


def ranked_within(report: Report) -> str:
    """A sentence for places that are not those on the whole list; nothing when they are."""
    request = report.request
    return "De plaatsen zijn die binnen uw keuze van regels, profielen en gebieden." if (
        request.rules or request.profiles or request.areas) else ""


def rows(report: Report, findings: Sequence[Finding]) -> Iterator[tuple[Any, ...]]:
    """The findings as rows under COLUMNS, in the order given."""
    for number, finding in enumerate(findings, 1):
        told, weighing = report.explain(finding), report.weigh(finding)
        subject = finding.subject
        profile, area = subject.pop("profiel", ""), subject.pop("gebied", "")
        rest = "; ".join(f"{key}: {', '.join(value) if isinstance(value, list) else value}" for key, value in subject.items())
        yield (
            number, finding.rule, title(report, finding), finding.status, finding.score, finding.severity, finding.urgency,
            finding.evidence_strength, report.context.name("profile", profile) if profile else "",
            report.context.name("area", area) if area else "", rest,
            ages_in_words(finding.ages) if finding.ages else "", told.text,
            "; ".join(sorted({item.source for item in told.evidence if item.source})), finding.id,
            list_of(finding), finding.rank or "", *(finding.rank_band if finding.rank else ("", "")),
            *(" ".join(sentence(reason) for reason in reasons) for reasons in (weighing.severity, weighing.urgency, weighing.evidence)),
        )


def parts_of(finding: Finding) -> str:
    """Ernst, urgentie and bewijs in a few signs: `4, 3, 1`."""
    return f"{finding.severity}, {finding.urgency}, {finding.evidence_strength}"


def sentence(reason: Reason) -> str:
    """A criterion in one line: `E1 (5): Er past niets ...`."""
    return f"{reason.criterion} ({reason.value}): {reason.text}"


def guarded(value: Any) -> Any:
    """A value that a spreadsheet does not take for a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _json(report: Report, findings: Sequence[Finding] | None) -> bytes:
    return orjson.dumps(as_json(report, findings), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _ndjson(report: Report, findings: Sequence[Finding] | None) -> bytes:
    chosen = report.findings() if findings is None else findings
    return b"".join(orjson.dumps(finding_json(report, finding), option=orjson.OPT_APPEND_NEWLINE) for finding in chosen)


def _csv(report: Report, findings: Sequence[Finding] | None) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(report, report.in_list_order() if findings is None else findings):
        writer.writerow([guarded(value) for value in row])
    writer.writerow([" ".join(filter(None, (about(report) + ".", chosen_of(report, findings))))])
    # Excel reads UTF-8 only when the file says so.
    return text.getvalue().encode("utf-8-sig")


_WIDTHS = (8, 20, 30, 12, 7, 7, 9, 7, 30, 24, 24, 18, 90, 30, 60, 22, 8, 10, 10, 60, 60, 60)


def _xlsx(report: Report, findings: Sequence[Finding] | None) -> bytes:
    import xlsxwriter  # slow to import, and only this form needs it

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#154273", "font_color": "#ffffff", "valign": "top"})
        body = book.add_format({"valign": "top", "text_wrap": True})
        sheet = book.add_worksheet("Lacunelijst")
        sheet.write_string(0, 0, about(report))
        sheet.write_string(1, 0, chosen_of(report, findings))
        sheet.write_row(2, 0, COLUMNS, head)
        for number, row in enumerate(rows(report, report.in_list_order() if findings is None else findings), 3):
            for column, value in enumerate(row):
                sheet.write(number, column, value, body)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(3, 0)
        figures = book.add_worksheet("Regels")
        figures.write_row(0, 0, ("regel", "titel", "van", "lacune", "onbekend", "gedekt", "niet berekend omdat"), head)
        for number, rule in enumerate(report.rules, 1):
            outcome = report.outcomes[rule.id]
            figures.write_row(number, 0, (rule.id, rule.title, outcome.population, outcome.gap, outcome.unknown, outcome.covered,
                                          outcome.reason or ""), body)
        figures.set_column(0, 1, 30)
        figures.set_column(6, 6, 60)
    return data.getvalue()


def _markdown(report: Report, findings: Sequence[Finding] | None) -> bytes:
    chosen = report.in_list_order() if findings is None else findings
    lines = ["# Lacunelijst", "", " ".join(filter(None, (about(report) + ".", chosen_of(report, findings)))), "",
             " ".join(filter(None, (f"Score = {FORMULA}.", ranked_within(report)))), ""]
    lines += ["| regel | van | lacune | onbekend | gedekt |", "|---|---:|---:|---:|---:|"]
    for rule in report.rules:
        outcome = report.outcomes[rule.id]
        lines.append(f"| {rule.title} | {outcome.population} | {outcome.gap} | {outcome.unknown} | {outcome.covered} |"
                     if outcome.computed else f"| {rule.title}: niet berekend. {outcome.reason} | | | | |")
    for heading, part in (("Lacunes", [item for item in chosen if item.status != "ONBEKEND"]),
                          ("Eerst inventariseren", [item for item in chosen if item.status == "ONBEKEND"])):
        lines += ["", f"## {heading} ({len(part)})"]
        for finding in part:
            told = report.explain(finding)
            lines += ["", f"### {_plain(headline(report, finding))} ({finding.status.lower()})", "", _plain(told.text), "",
                      f"Plaats {finding.rank} ({_band(*finding.rank_band)}). "
                      f"Score {finding.score} (ernst {finding.severity}, urgentie {finding.urgency}, bewijs "
                      f"{finding.evidence_strength}). Bevinding `{finding.id}`.", ""]
            weighing = report.weigh(finding)
            lines += [f"- {name}: {_plain(' '.join(map(sentence, reasons))) or 'niets in de gegevens telt hiervoor mee.'}"
                      for name, reasons in (("Ernst", weighing.severity), ("Urgentie", weighing.urgency), ("Bewijs", weighing.evidence))]
            lines += ["", *(f"- {item.kind} {_plain(item.label)}: {_plain(item.note)}" for item in told.evidence)]
    return ("\n".join(lines) + "\n").encode()


def _band(first: int, last: int) -> str:
    return "ook bij andere gewichten" if first == last else f"van {first} tot en met {last} bij andere gewichten"


def _plain(text: str) -> str:
    """Text in which no sign has a meaning of its own in Markdown."""
    for sign in "\\`*_[]<>#|":
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())


_WRITERS: dict[str, Callable[[Report, Sequence[Finding] | None], bytes]] = {
    "json": _json, "ndjson": _ndjson, "csv": _csv, "xlsx": _xlsx, "md": _markdown,
}
FORMATS = tuple(_WRITERS)
MEDIA_TYPES = {
    "json": "application/json", "ndjson": "application/x-ndjson", "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "md": "text/markdown; charset=utf-8",
}


def written_report(report: Report, format: str, findings: Sequence[Finding] | None = None) -> bytes:
    """A report in one of FORMATS. `findings` is the choice to write, in its order; None is all of them:
    by id in JSON and NDJSON, in list order in the others.
    """
    return _WRITERS[format](report, findings)


def rules_json() -> bytes:
    """The declarations of all rules."""
    return orjson.dumps([
        {"rule": rule.id, "version": rule.version, "title": rule.title, "question": rule.question, "meaning": rule.meaning,
         "basis": rule.basis, "population": rule.population,
         "parameters": [{"name": parameter.name, "default": parameter.default, "help": parameter.help}
                        for parameter in rule.parameters]}
        for rule in RULES.values()
    ], option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
