"""What is wrong below GraphQL: methods, paths, headers, keys, cookies, framing, and clients that speak no HTTP.

In `SILENT` a closed connection is as good an answer as a refusal.
"""
# ruff: noqa: E501 (one kind to a line can be read as a list)

import random

from tests.contract.hostile.bodies import GOOD
from tests.contract.hostile.sending import KEY, Corpus, body, raw

LENGTH = str(len(GOOD))
ASK = "/graphql?query=%7Bviewer%7Bscope%7D%7D"


def corpus() -> Corpus:
    some = random.Random(4)
    return {
        "methods": [raw(m, "/graphql", [("Content-Length", LENGTH), ("Content-Type", "application/json")], GOOD) for m in ("PUT", "DELETE", "PATCH", "TRACE", "QUERY", "PROPFIND", "get", "post", "X" * 2_000, "CONNECT", "GET", "OPTIONS", "HEAD")],
        "a head without a body": [raw(m, ASK) for m in ("HEAD", "OPTIONS")] + [raw("HEAD", "/graphql"), raw("HEAD", "/graphql?query=mutation%7B__typename%7D"), raw("OPTIONS", "*")],
        "paths": [raw("POST", p, [("Content-Length", LENGTH)], GOOD) for p in ("/graphql/", "//graphql", "/GRAPHQL", "/graphql/../graphql", "/graphql%00", "/graphql%2f", "/./graphql", "/graphql;a=1", "/..%2f..%2fetc/passwd", "/../../etc/passwd", "/graphql" + "/a" * 3_000, "/%ff", "/%", "/graphql#a", "http://evil.example/graphql", "/%2e%2e/%2e%2e/etc/passwd", "/static/../../pyproject.toml", "/graphiql/..%5c..%5c", "/\u00e9", "/%E2%98%83")],
        "what a client accepts": [body(GOOD, Accept=a) for a in ("", " ", ",", ";", "*", "/", "a/b", "text/html", "text/event-stream", "multipart/mixed", "application/json;q=2", "application/json;q=-1", "application/json;q=x", "application/json;q=nan", "application/json;q=", "*/*;q=0", "application/json; charset=utf-16", "application/*;q=0.1, */*;q=0", "application/json" * 500, "a/b," * 4_000, "application/json;" + "a=b;" * 3_000, "\xff\xfe", "text/event-stream, application/json", "application/graphql-response+json;q=1e5")],
        "keys": [body(GOOD, Authorization=a) for a in ("", " ", "Bearer", "Bearer ", f"bearer {KEY}", f"Basic {KEY}", f"Bearer {KEY}x", f"Bearer {KEY} {KEY}", "Bearer pg_", "Bearer pg_" + "a" * 43, "Bearer " + "a" * 60_000, "Bearer \xff\xff", "Bearer null", "Bearer ' or 1=1", "Bearer \t", KEY, "Negotiate abc", 'Digest username="a"', "Bearer a,b", "Bearer pg_\x7f")],
        "two keys": [raw("POST", "/graphql", [("Authorization", "Bearer x"), ("Authorization", f"Bearer {KEY}")], GOOD), raw("POST", "/graphql", [("Authorization", f"Bearer {KEY}"), ("Authorization", f"Bearer {KEY}")], GOOD)],
        "keys in a URL": [raw("GET", ASK + q, [("Authorization", "")]) for q in (f"&key={KEY}", f"&access_token={KEY}", f"&token={KEY}", f"&authorization=Bearer+{KEY}")],
        "cookies": [body(GOOD, Authorization="", Cookie=c) for c in ("", "plangraph_session=", "plangraph_session=x", "plangraph_session=" + "a" * 20_000, "plangraph_session=\xff", ";;;", "=", "a", "plangraph_session=x; plangraph_session=y", 'plangraph_session="x', "; ".join(f"c{n}=v" for n in range(2_000)), f"plangraph_session={KEY}")],
        "origins": [body(GOOD, Origin=o, Sec_Fetch_Site="cross-site") for o in ("null", "http://evil.example", "", "x", "http://127.0.0.1", "\xff", "a" * 5_000)],
        "preflights": [raw("OPTIONS", "/graphql", [("Origin", o), ("Access-Control-Request-Method", m), ("Access-Control-Request-Headers", h), ("Authorization", "")]) for o, m, h in (("http://evil.example", "POST", "authorization"), ("null", "X", "x" * 4_000), ("http://a", "POST", "\xff"), ("", "POST", ""))],
        "hosts": [body(GOOD, Host=h) for h in ("", "evil.example", "a" * 5_000, "127.0.0.1:99999", "[::1", "\xff", "a b", "../..", "a,b", "http://x")] + [b"POST /graphql HTTP/1.1\r\nConnection: close\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n"],
        "many headers": [raw("POST", "/graphql", [(f"X-H{n}", "v") for n in range(count)], GOOD) for count in (50, 99, 150, 1_500)],
        "long headers": [raw("POST", "/graphql", [("X-Long", "v" * size)], GOOD) for size in (4_000, 16_000, 70_000, 600_000)],
        "headers that are none": [raw("POST", "/graphql", [(n, v)], GOOD) for n, v in (("X Y", "1"), ("X\x00", "1"), ("X", "\x00"), ("X", "a\x0bb"), ("", "1"), (" X", "1"), ("X\xff", "1"), ("X", "\xff\xfe"), ("(X)", "1"))],
        "headers with a line break": [raw("POST", "/graphql", [("X", v)], GOOD) for v in ("a\nSet-Cookie: b", "a\rb", "a\r\n folded", "a\n\n", "\n")],
        "names for a request": [body(GOOD, X_Request_Id=i) for i in ("", "a" * 65, "a" * 10_000, "\xff", "a b", "<script>", "${jndi:ldap://x}", "../..", "\x1b[31m", "'")] + [body(GOOD, traceparent=t) for t in ("", "00", "00-" + "0" * 32 + "-" + "0" * 16 + "-00", "zz-" * 20, "\xff", "a" * 9_000)],
        "conditions": [body(GOOD, **{n: v}) for n, v in (("If_None_Match", "*"), ("If_None_Match", "\xff"), ("If_Modified_Since", "x"), ("If_Match", '"a"'), ("Range", "bytes=0-0"), ("Range", "bytes=-1--5"), ("Range", "bytes=" + "0-1," * 3_000), ("If_Range", "x"))],
        "forwarded": [body(GOOD, **{n: v}) for n, v in (("X_Forwarded_For", "1.2.3.4, \xff"), ("X_Forwarded_Proto", "javascript"), ("X_Forwarded_Host", "evil.example"), ("Forwarded", 'for="[::1'), ("X_Original_URL", "/metrics"), ("X_Rewrite_URL", "/metrics"), ("X_HTTP_Method_Override", "DELETE"))],
        "content lengths": [raw("POST", "/graphql", [("Content-Length", n)], GOOD) for n in ("-1", "+5", "0x10", "1e3", " ", "a", "99999999999999999999", "5, 5", "\xb2", "1048577", "0")] + [raw("POST", "/graphql", [("Content-Length", LENGTH), ("Content-Length", "5")], GOOD)],
        "two framings": [raw("POST", "/graphql", [("Content-Length", n), ("Transfer-Encoding", t)], b"0\r\n\r\n" + GOOD) for n, t in (("5", "chunked"), (LENGTH, "chunked"), ("5", "identity"), ("5", "chunked, identity"), ("5", "xchunked"), ("5", " chunked"), ("5", "CHUNKED"), ("5", "gzip, chunked"))],
        "broken chunks": [raw("POST", "/graphql", [("Transfer-Encoding", "chunked"), ("Content-Length", "")]) + c for c in (b"x\r\n", b"-1\r\n\r\n", b"fffffffffffffffffff\r\n", b"5\r\nab\r\n", b"5;a=b\r\nabcde\r\n0\r\n\r\n", b"0\r\nX: y\r\n\r\n", b"5\nabcde\n0\n\n", b"5\r\nabcdeXX0\r\n\r\n", b"0" * 5_000 + b"\r\n\r\n", b"1;" + b"x" * 70_000 + b"\r\n")],
        "bodies that end too early": [raw("POST", "/graphql", [("Content-Length", n)], GOOD[:k]) for n, k in ((LENGTH, 0), (LENGTH, 5), ("1048576", 10), ("1048577", 10))] + [b"POST /graphql HTTP/1.1\r\nHost: a\r\n", b"POST /gra", b"P", b"POST /graphql HTTP/1.1\r\nHost: a\r\nAuthor"],
        "expectations": [body(GOOD, Expect=e) for e in ("100-continue", "200-ok", "\xff")],
        "other protocols": [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + some.randbytes(200), b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1" + b"\r\n" * 3_000, b"SSH-2.0-x\r\n", b"EHLO a\r\n", b"\r\n\r\n\r\n", b"\x00" * 4_096, some.randbytes(5_000), b"GET / HTTP/1.1\n\n", b"get / http/1.1\r\nHost: a\r\n\r\n", b"POST /graphql HTTP/1.1 x\r\n\r\n", b"GET " + b"/" * 70_000 + b" HTTP/1.1\r\n\r\n", b"A" * 200_000],
        "WebSockets": [raw("GET", p, [("Upgrade", u), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", v), ("Sec-WebSocket-Key", k), ("Sec-WebSocket-Protocol", s)]) for p, u, v, k, s in (("/graphql", "websocket", "13", "dGhlIHNhbXBsZSBub25jZQ==", "graphql-transport-ws"), ("/graphql", "websocket", "13", "x", "graphql-ws"), ("/graphql", "websocket", "99", "dGhlIHNhbXBsZSBub25jZQ==", ""), ("/", "websocket", "13", "dGhlIHNhbXBsZSBub25jZQ==", "x"), ("/graphql", "h2c", "13", "", ""), ("/graphql", "\xff", "13", "", ""))],
        "several requests on one connection": [raw("POST", "/graphql", [("Connection", "keep-alive")], GOOD) * n + body(GOOD) for n in (1, 5, 40)],
        "streams that nobody serves": [raw("GET", ASK, [("Accept", "text/event-stream"), ("Last-Event-ID", "1")]), body(GOOD, Accept="multipart/mixed; subscriptionSpec=1.0"), body(GOOD, Accept="multipart/mixed;deferSpec=20220824")],
    }  # fmt: skip


SILENT = {
    "methods", "paths", "hosts", "many headers", "long headers", "headers that are none", "headers with a line break",
    "content lengths", "two framings", "broken chunks", "bodies that end too early", "other protocols", "WebSockets",
    "names for a request", "keys", "forwarded", "bodies that are far too large", "large bodies in chunks",
    "URLs that are no text", "a head without a body", "what a client accepts", "cookies", "conditions",
}  # fmt: skip
