"""uvicorn as this project runs it: slow clients are cut, and SIGTERM lets what is under way end."""

import socket
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from plangraph.settings import Settings
from plangraph.web.protocol import Config, Protocol


class Processes(Multiprocess):
    def terminate_all(self) -> None:
        """The parent's copy of the socket would keep the door open, and newcomers waiting, until the last has ended."""
        for bound in self.sockets:
            bound.close()
        super().terminate_all()


def run(settings: Settings, app: Any, bound: socket.socket) -> None:
    """Serves until SIGINT or SIGTERM. `app` is the application, or for several processes the name of its factory."""
    config = _config(settings, app)
    if settings.workers == 1:
        uvicorn.Server(config).run(sockets=[bound])
    else:
        Processes(config, [bound]).run()


def _config(settings: Settings, app: Any) -> Config:
    config = Config(
        app,
        factory=isinstance(app, str),
        workers=settings.workers,
        http=Protocol,
        ws="none",
        loop="auto",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the one route that asks for a client's address looks at them itself
        timeout_worker_healthcheck=30,  # one that is busy for longer than that is stuck
        timeout_graceful_shutdown=max(1, int(settings.drain_seconds)),
    )
    config.request_seconds, config.max_connections = settings.request_seconds, settings.max_connections
    return config


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(2048)
    except OSError:
        bound.close()
        raise
    bound.set_inheritable(True)
    return bound
