"""A loopback copy of GitHub: the contents listing and the raw files of one repository."""

from __future__ import annotations

import hashlib
import json
import time

from aiohttp import web

from tests.support.doubles.loopback import Loopback


class GithubDouble(Loopback):
    """The contents listing and the raw files of one repository, with ETags and a limit of requests."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}
        self.requests: list[tuple[str, int]] = []
        self.limit = 60
        self.answer: tuple[int, bytes] | None = None

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/repos/{owner}/{name}/contents/{path:.*}", self._list), web.get("/raw/{path:.*}", self._raw)]

    async def _list(self, request: web.Request) -> web.Response:
        response = self._listed(request)
        self.requests.append((request.match_info["path"], response.status))
        return response

    def _listed(self, request: web.Request) -> web.Response:
        if self.answer is not None:
            status, content = self.answer
            return web.Response(status=status, body=content)
        if len([1 for _, status in self.requests if status == 200]) >= self.limit:
            headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 1800)}
            return web.json_response({"message": "API rate limit exceeded"}, status=403, headers=headers)
        path = request.match_info["path"]
        inside = sorted(name[len(path) + 1 :] for name in self.files if name.startswith(f"{path}/"))
        if not inside:
            return web.json_response({"message": "Not Found"}, status=404)
        entries = []
        for name in dict.fromkeys(name.partition("/")[0] for name in inside):
            whole = f"{path}/{name}"
            if whole in self.files:
                sha = hashlib.sha256(self.files[whole]).hexdigest()
                entries.append({"type": "file", "name": name, "sha": sha, "download_url": f"{self.url}/raw/{whole}"})
            else:
                entries.append({"type": "dir", "name": name, "sha": "x", "download_url": ""})
        body = json.dumps(entries)
        etag = f'"{hashlib.sha256(body.encode()).hexdigest()}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.json_response(text=body, headers={"ETag": etag})

    async def _raw(self, request: web.Request) -> web.Response:
        self.requests.append((request.match_info["path"], 200))
        return web.Response(body=self.files[request.match_info["path"]])
