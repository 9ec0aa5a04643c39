"""Documents that are wrong, or cost more to look at than to send."""
# ruff: noqa: E501 (one kind to a line can be read as a list)

import random
import string

from tests.contract.hostile.sending import Corpus, asked, by_get

ON = "fragment {} on Plan {{ {} }}"


def corpus() -> Corpus:
    some = random.Random(2)
    letters = string.ascii_letters + string.punctuation + string.whitespace
    words = [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        "=",
        "@",
        "|",
        "&",
        "...",
        "$a",
        "!",
        "query",
        "fragment",
        "on",
        "plan",
        '"',
        '"""',
        "1",
        "1.5",
        "null",
        "#",
        "\\",
        ",",
    ]
    plans = "{ plans { nodes { %s } } }"
    return {
        "noise": [asked("".join(some.choices(letters, k=n))) for n in range(1, 60, 2)],
        "tokens in no order": [asked(" ".join(some.choices(words, k=n))) for n in range(2, 82, 2)],
        "a document cut short": [asked("query A($n: Int = 3) { plans(first: $n) @include(if: true) { nodes { ...F } } }"[:n]) for n in range(0, 76, 3)],
        "too many tokens": [asked(t * n) for t in ("{ ", "a ", "} ", "... ", "1 ", "! ", '"" ', "@a ") for n in (1_001, 20_000)],
        "too many bytes": [asked("{" + "a" * 70_000 + "}"), asked("#" * 70_000 + "\n{ viewer { scope } }"), asked(" " * 70_000 + "{ viewer { scope } }"), asked("é" * 40_000), asked("," * 900_000)],
        "comments": [asked("#\n" * n + "{ viewer { scope } }") for n in (900, 1_100, 30_000)] + [asked("{ viewer { scope } } #" + c) for c in ("\x00", "\ud83d\ude00", "\x7f", "x" * 60_000)],
        "too deep": [asked('{ plan(by: {key: "a"}) { ' + "charges { nodes { plan { " * n + "name" + " } } }" * n + " } }") for n in (5, 6, 40, 60)],
        "deep without end": [asked("{a" * n) for n in (150, 199, 201, 330)],
        "too many aliases": [asked("{ " + " ".join(f"a{i}: viewer {{ scope }}" for i in range(n)) + " }") for n in (21, 31, 160)] + [asked(plans % " ".join(f"a{i}: name" for i in range(n))) for n in (31, 300)],
        "too many fields": [asked(plans % ("name " * n)) for n in (501, 960)],
        "the same field again and again": [asked(plans % ("customFields { key } " * n)) for n in (10, 100, 240)] + [asked(plans % ("charges(first: 1) { nodes { name } } " * 60))],
        "too many root fields": [asked("{ " + "viewer { scope } " * n + "}") for n in (21, 200)],
        "fragments that double": [asked("{ plans { nodes { ...F0 } } } " + " ".join(ON.format(f"F{i}", f"...F{i + 1} ...F{i + 1}") for i in range(n)) + " " + ON.format(f"F{n}", "name")) for n in (5, 10, 30, 70)],
        "fragments that double with fields": [asked("{ plans { nodes { ...F0 } } } " + " ".join(ON.format(f"F{i}", f"a{i}: charges {{ nodes {{ plan {{ ...F{i + 1} }} }} }} b{i}: charges {{ nodes {{ plan {{ ...F{i + 1} }} }} }}") for i in range(n)) + " " + ON.format(f"F{n}", "name")) for n in (3, 10, 20)],
        "fragments in a circle": [asked("{ plans { nodes { ...F0 } } } " + " ".join(ON.format(f"F{i}", f"name ...F{(i + 1) % n}") for i in range(n))) for n in (1, 2, 3, 50)] + [asked("{ ...F } fragment F on Query { ...F ...F ...F }")],
        "fragments that all spread all": [asked("{ plans { nodes { ...F0 } } } " + " ".join(ON.format(f"F{i}", " ".join(f"...F{j}" for j in range(n))) for i in range(n))) for n in (4, 8, 12)],
        "a long chain of fragments": [asked("{ plans { nodes { ...F0 } } } " + " ".join(ON.format(f"F{i}", f"...F{i + 1}") for i in range(n)) + ON.format(f"F{n}", "name")) for n in (60, 90)],
        "fragments that do not fit": [asked(q) for q in ("{ ...F }", "{ ... on Plan { name } }", "{ ... on Absent { name } }", "{ viewer { ... on String { a } } }", "{ viewer { scope } } fragment F on Plan { name }", "{ ...F } fragment F on Int { a }", "{ ...on }", "{ ... on PlanFilter { search } }", "fragment on on Plan { name } { viewer { scope } }", "{ ...F } fragment F on Query { viewer { scope } } fragment F on Query { viewer { scope } }")],
        "nested inline fragments": [asked("{ " + "... { " * n + "viewer { scope }" + " }" * n + " }") for n in (50, 101, 190, 199, 240)],
        "directives": [asked("{ viewer { scope " + d + " } }") for d in ("@skip", "@skip(if: 1)", "@skip(if: null)", "@include(if: $a)", "@absent", "@deprecated", "@oneOf", '@specifiedBy(url: "x")', "@skip(if: true) @skip(if: true)", "@defer", "@stream", "@include(if: true, x: 1)", "@skip(if: true) " * 60, "@a " * 300)] + [asked("query @skip(if: true) { viewer { scope } }"), asked("query ($a: Int @b) { viewer { scope } }")],
        "overlapping fields": [asked(plans % q) for q in ("name name: key", "a: name a: key", "charges(first: 1) { totalCount } charges(first: 2) { totalCount }", "a: charges { totalCount } a: accounts { totalCount }", "charges { nodes { name: uuid } } charges { nodes { name } }")] + [asked(plans % " ".join(f"...F{i}" for i in range(30)) + " ".join(ON.format(f"F{i}", f"charges(first: {i}) {{ totalCount }}") for i in range(30)))],
        "strings": [asked("{ plans(filter: {search: " + s + "}) { totalCount } }") for s in ('"' + "x" * 60_000 + '"', '"' + "\\u0041" * 9_000 + '"', '"""' + "\n " * 20_000 + '"""', '"""' + '\\"""' * 9_000 + '"""', '"unended', '"""unended', '"\n"', '"\\x"', '"\\u{110000}"', '"\\u{D800}"', '"\\uD83D"', '"\\uD83D\\uDE00"', '"\\uDE00\\uD83D"', '"\\u12"', '"\\u{}"', '"\\u{0000000000000041}"')],
        "characters that do not belong": [asked("{ viewer { scope } }" + c) for c in ("\x00", "\x01", "\x1b", "\x7f", "\u2028", "\ufeff", "\ufffe", "\u202e", "☃", "é", "\U0001f600", "?", "\\", "`", "%", "^", "~", "'")],
        "numbers": [asked("{ plans(first: " + n + ") { totalCount } }") for n in ("1" * 4_301, "1" * 60_000, "-" + "9" * 400, "1e5", "1.0", "00", "-0", "-", "1.", ".1", "1e", "1a", "0x1", "2147483648", "-2147483649", "9223372036854775808", "1e999999999", "+1", "1_0", "0b1")],
        "arguments nested deeply": [asked("{ plans(filter: " + "{search: " * n + '"a"' + "}" * n + ") { totalCount } }") for n in (2, 50, 190, 300)] + [asked("{ nodes(ids: " + "[" * n + "]" * n + ") { id } }") for n in (2, 50, 190, 400)] + [asked("{ plans(filter: {keys: [" + '"a" ' * 900 + "]}) { totalCount } }")],
        "introspection without end": [asked("{ __schema { types { " + "fields { type { " * n + "name" + " } }" * n + " } } }") for n in (2, 3, 10, 60)] + [asked('{ __type(name: "Plan") { ' + "ofType { " * n + "name" + " }" * n + " } }") for n in (24, 25, 100)] + [asked("{ __schema { types { " + "possibleTypes { interfaces { " * n + "name" + " } }" * n + " } } }") for n in (1, 5, 20)],
        "introspection again and again": [asked("{ " + " ".join(f"a{i}: __schema {{ types {{ name fields {{ name args {{ name }} }} }} }}" for i in range(n)) + " }") for n in (5, 20, 25)] + [asked("{ __schema { " + " ".join(f"a{i}: types {{ fields {{ args {{ type {{ name }} }} }} }}" for i in range(30)) + " } }")] + [asked("{ __type(name: " + n + ") { name } }") for n in ('""', '"' + "x" * 50_000 + '"', '"__proto__"', "1", "null")],
        "names of types again and again": [asked("{ " + "__typename " * n + "}") for n in (20, 21, 900)],
        "several operations": [asked("query A { viewer { scope } } query B { viewer { scope } }"), asked("{ viewer { scope } } { viewer { scope } }"), asked("query A { viewer { scope } } query A { viewer { scope } }"), asked("query A { viewer { scope } } { viewer { scope } }"), asked("query A { viewer { scope } } " * 100), asked(" ".join(f"query A{i} {{ viewer {{ scope }} }}" for i in range(120)))],
        "subscriptions": [asked("subscription { viewer { scope } }"), asked("subscription S { a b }"), asked("query Q { viewer { scope } } subscription S { a }", operationName="Q"), by_get(query="subscription { a }")],
        "definitions of types": [asked(d) for d in ("type A { a: Int }", "schema { query: A }", "extend type Plan { a: Int }", "scalar A", "enum A { B }", "directive @a on FIELD", "{ viewer { scope } } type A { a: Int }", "input A { a: A! }")],
        "empty selections": [asked(q) for q in ("{ }", "{}", "query {}", "{ viewer { } }", "{ viewer }", "{ viewer { scope { a } } }", "{ plans }", "query")],
        "variables that are not declared": [asked(q) for q in ("{ plans(first: $a) { totalCount } }", "query ($a: Int) { viewer { scope } }", "query ($a: Int, $a: Int) { plans(first: $a) { totalCount } }", "query ($a: Absent) { viewer { scope } }", "query ($a: Plan) { viewer { scope } }", "query ($a: String) { plans(first: $a) { totalCount } }", "query ($a: [Int]) { plans(first: $a) { totalCount } }", "query (" + " ".join(f"$a{i}: Int" for i in range(240)) + ") { viewer { scope } }", "query ($: Int) { viewer { scope } }", "query ($a: Int = $b, $b: Int) { plans(first: $a) { totalCount } }")],
        "default values of variables": [asked(f"query ($a: {t} = {v}) {{ {f} }}") for t, v, f in (("Int", '"x"', "plans(first: $a) { totalCount }"), ("Int!", "null", "plans(first: $a) { totalCount }"), ("Int", "99999999999", "plans(first: $a) { totalCount }"), ("PlanFilter", "{absent: 1}", "plans(filter: $a) { totalCount }"), ("PlanFilter", "{search: " + "[" * 150 + "]" * 150 + "}", "plans(filter: $a) { totalCount }"), ("PlanBy!", "{}", "plan(by: $a) { name }"), ("PlanBy!", '{id: "a", key: "b"}', "plan(by: $a) { name }"))],
        "fields that are not there": [asked("{ " + n + " }") for n in ("absent", "__absent", "plan", "Plans", "pl" + "a" * 5_000 + "ns", "__proto__", "constructor", "toString", "id", "_")] + [asked("{ " + " ".join(f"plan{i}" for i in range(20)) + " }")],
        "writing by GET": [by_get(query="mutation { __typename }"), by_get(query="query Q { viewer { scope } } mutation M { __typename }", operationName="M")],
        "mutations": [asked("mutation { absent }"), asked("mutation { __typename " + "__typename " * 10 + "}"), asked("mutation { viewer { scope } }"), asked("mutation M { __typename } mutation N { __typename }")],
        "pages of pages": [asked("{ plans(first: 100) { nodes { customers(first: 100) { nodes { name plans(first: 100) { totalCount } } } } } }"), asked("{ charges(first: 100) { nodes { plan { charges(first: 100) { nodes { prices { value } } } } } } }"), asked("{ plans(first: 2147483647) { totalCount } }"), asked("query ($n: Int) { plans(first: $n) { nodes { charges(first: $n) { nodes { name } } } } }", {"n": 100})],
    }  # fmt: skip
