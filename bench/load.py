"""A small load: so many connections that each send the next request when the last is answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


async def _connection(
    port: int, deadline: float, request: Callable[[int], bytes], counter: list[int], took: list[float], wanted: bytes
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < deadline:
        counter[0] += 1
        began = time.perf_counter()
        writer.write(request(counter[0]))
        head = await reader.readuntil(b"\r\n\r\n")
        if wanted not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode(errors="replace"))
        length = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
        )
        await reader.readexactly(length)
        took.append(time.perf_counter() - began)
    writer.close()


def run(port: int, request: Callable[[int], bytes], *, seconds: float, clients: int, wanted: bytes) -> list[float]:
    """Durations in seconds of all requests answered within the time."""
    took: list[float] = []

    async def everybody() -> None:
        deadline = time.perf_counter() + seconds
        counter = [0]
        await asyncio.gather(*(_connection(port, deadline, request, counter, took, wanted) for _ in range(clients)))

    asyncio.run(everybody())
    return took


def post(path: str, body: bytes, token: str) -> bytes:
    """A POST of JSON."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def get(path: str, token: str = "") -> bytes:
    """A GET."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
