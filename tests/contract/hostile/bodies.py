"""Bodies that are no GraphQL request: broken JSON, wrong shapes, wrong sizes, wrong types of content."""
# ruff: noqa: E501 (one kind to a line can be read as a list)

import gzip
import json
import random

from tests.contract.hostile.sending import Corpus, asked, body, by_get, chunked, odd, raw

GOOD = b'{"query":"{ viewer { scope } }","variables":{"a":[1,{"b":null}]},"operationName":null}'
MIB = 1 << 20


def corpus() -> Corpus:
    some = random.Random(1)
    return {
        "no body": [body(b""), raw("POST", "/graphql", [("Content-Length", "0")])],
        "only white space": [body(w) for w in (b" ", b"\n", b"\t\r\n", b" " * 10_000)],
        "JSON that is no object": [body(b) for b in (b"null", b"true", b"0", b"-1.5", b'"text"', b'""', b"[]", b"[[]]")],
        "JSON cut short": [body(GOOD[:n]) for n in range(1, len(GOOD), 3)],
        "JSON with one byte changed": [
            body(GOOD[:n] + bytes([some.randrange(256)]) + GOOD[n + 1 :]) for n in range(0, len(GOOD), 3)
        ],
        "words after the JSON": [body(GOOD + b) for b in (b"x", b"{}", b",", b"\x00", GOOD)],
        "brackets without end": [body(c * n) for c in (b"[", b"{", b'{"a":', b'["', b"[{") for n in (65, 5_000, 100_000)],
        "brackets that close": [body(b"[" * n + b"]" * n) for n in (65, 900, 5_000, 100_000)],
        "variables nested deeply": [
            body(b'{"query":"{ viewer { scope } }","variables":{"a":' + b"[" * n + b"]" * n + b"}}")
            for n in (63, 64, 500, 990, 20_000)
        ],
        "bytes that are no text": [body(some.randbytes(n)) for n in (1, 2, 7, 64, 1_000, 65_536)],
        "bytes that are no text inside the query": [
            body(b'{"query":"{ viewer { scope } }' + b + b'"}')
            for b in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82", b"\x80")
        ],
        "other encodings": [
            body(GOOD.decode().encode(name)) for name in ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-7", "cp500")
        ],
        "long integers": [
            body(b'{"query":"{ viewer { scope } }","variables":{"a":' + b"9" * n + b"}}")
            for n in (20, 400, 4_300, 4_301, 5_000, 900_000)
        ],
        "numbers beyond numbers": [
            body(b'{"query":"{ viewer { scope } }","variables":{"a":' + n + b"}}")
            for n in (b"1e400", b"1e999999999", b"1e99999999999999999999", b"-1e-99999999999999999999", b"0." + b"1" * 9_000,
                      b"NaN", b"Infinity", b"-Infinity", b"01", b"+1", b".5", b"1.", b"0x10", b"1_000")
        ],
        "members given twice": [
            body(b'{"query":"{ viewer { scope } }","query":"{ broken }"}'),
            body(b'{"query":"{ viewer { scope } }","variables":{"a":1,"a":2}}'),
        ],
        "halves of pairs": [
            asked("{ viewer { scope } }", {"a": half}) for half in ("\ud800", "x\udfff", "\udc00\ud800", "\ud800" * 500)
        ] + [asked("{ viewer { scope } } #\ud800"), asked("{ viewer { scope } }", operationName="\ud800"),
             asked("{ viewer { scope } }", {"\udfff": 1})],
        "NUL characters": [
            asked("\x00"), asked("{ viewer\x00 { scope } }"), asked("{ viewer { scope } }", {"\x00": "\x00"}),
            asked('{ plans(filter: {search: "\\u0000"}) { totalCount } }'), asked("{ viewer { scope } }", operationName="\x00"),
        ],
        "a query of another type": [asked(q) for q in odd(1, 1.5, True, None, [], ["{ viewer { scope } }"], {}, {"a": 1})],
        "an operation name of another type": [asked("{ viewer { scope } }", operationName=n) for n in odd(1, 0, True, [], {}, ["A"])],
        "an operation name that is none": [
            asked("query A { viewer { scope } }", operationName=n) for n in ("", "B", "a", "A ", "{", "x" * 50_000, "__proto__", "☃")
        ],
        "variables of another type": [asked("{ viewer { scope } }", v) for v in odd(1, 0, "", "{}", True, [], [1], [[]])],
        "extensions of another type": [asked("{ viewer { scope } }", extensions=e) for e in odd(1, "", "{}", True, [], [{}])],
        "extensions that nobody knows": [
            asked("{ viewer { scope } }", extensions=e)
            for e in odd({"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}, {"a": "b" * 10_000}, {"tracing": True}, {"__proto__": {}})
        ],
        "a stored query that is not": [
            body(json.dumps({"extensions": {"persistedQuery": p}}).encode())
            for p in odd({"version": 1, "sha256Hash": "0" * 64}, {"version": 99}, None, [], "x")
        ] + [body(b'{"documentId":"sha256:00"}'), body(b'{"id":"1"}')],
        "batches": [body(b) for b in (b"[" + GOOD + b"]", b"[" + GOOD + b"," + GOOD + b"]", b"[" + (GOOD + b",") * 5_000 + GOOD + b"]", b"[null]")],
        "members that nobody knows": [body(b'{"query":"{ viewer { scope } }","__proto__":{"a":1},"x":[],"constructor":{}}'),
                                      body(b'{"query":"{ viewer { scope } }",' + b",".join(b'"m%d":1' % n for n in range(20_000)) + b"}")],
        "bodies of about a mebibyte": [body(GOOD[:-1] + b" " * (MIB - len(GOOD) + n) + b"}") for n in (-1, 0, 1, 4_096)],
        "bodies that are far too large": [body(b"x" * (4 * MIB)), body(b'{"query":"' + b"a" * (8 * MIB) + b'"}')],
        "large bodies in chunks": [chunked([b" " * 65_536] * 40), chunked([GOOD, b" " * 2 * MIB]), chunked([b"[" * 1_000] * 1_100)],
        "bodies in odd chunks": [chunked([bytes([b]) for b in GOOD]), chunked([]), chunked([GOOD[:5], GOOD[5:]]), chunked([b"\n"] * 3_000)],
        "packed bodies": [
            body(gzip.compress(GOOD), Content_Encoding="gzip"), body(gzip.compress(b" " * 10 * MIB), Content_Encoding="gzip"),
            body(GOOD, Content_Encoding="gzip"), body(GOOD, Content_Encoding="br"), body(GOOD, Content_Encoding="deflate, gzip"),
        ],
        "other types of content": [
            body(GOOD, Content_Type=t)
            for t in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml",
                      "application/graphql", "application/jsonp", "application/json-patch+json", "application/json/x", "*/*", "json",
                      "application/", "/json", ";", ",", "application/json, text/plain", "text/json", "\xff", "a" * 5_000)
        ],
        "other charsets": [
            body(GOOD, Content_Type=f"application/json; {p}")
            for p in ("charset=utf-16", "charset=latin-1", "charset=", "charset", "charset=utf-8; charset=utf-16", 'charset="utf-8', "charset=none")
        ],
        "uploads": [
            body(b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n' + GOOD + b"\r\n--x--", Content_Type="multipart/form-data; boundary=x"),
            body(b"query=%7B+viewer+%7B+scope+%7D+%7D", Content_Type="application/x-www-form-urlencoded"),
        ],
        "parameters of a URL": [
            by_get(query="{ viewer { scope } }", variables=v) for v in ("1", "[]", '"x"', "{", "[" * 5_000, '{"a":NaN}', '{"a":1,"a":1}', "9" * 5_000)
        ] + [by_get(query=""), by_get(), by_get(query="{"), by_get(query="{ viewer { scope } }", extensions="[1]")],
        "URLs that are no text": [
            raw("GET", "/graphql?" + q)
            for q in ("query=%ff", "query=%", "query=%zz", "query=%C0%80", "%ff=1", "query=%ED%A0%80", "&&&", "=", "query", "query[]=a",
                      "query=%00", "q" * 7_000, "a=1&" * 1_500, "query={viewer{scope}}&query={viewer{scope}}", "query=%7B%7D;x")
        ],
    }  # fmt: skip
