"""A real JupyterLab on this machine, started by ``pmo-course lab``."""

from __future__ import annotations

import os
import signal
import subprocess
import urllib.request
from pathlib import Path

from tests.classroom import CLI, HOME, free_port, wait_for

TOKEN = "test-token"


class Lab:
    """A running JupyterLab on the sample class, as one of its candidates."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        subprocess.run([*CLI, "demo"], cwd=folder, check=True, capture_output=True)
        environment = {**os.environ, "JUPYTER_TOKEN": TOKEN, "JUPYTER_PORT": str(self.port),
                       "JUPYTER_CONFIG_DIR": str(folder / "config")}
        self.log = (folder / "lab.log").open("wb")
        self.process = subprocess.Popen([*CLI, "lab", "demo", "--candidate", "lena", "--no-browser"], cwd=folder,
                                        env=environment, stdout=self.log, stderr=self.log, start_new_session=True)
        wait_for(self.answers, "JupyterLab")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answers(self) -> bool:
        assert self.process.poll() is None, (self.folder / "lab.log").read_text()
        try:
            with urllib.request.urlopen(f"{self.address}/api/status?token={TOKEN}", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def place(self, path: Path) -> str:
        """Address of a file in Lab, whose root is the folder that course and class have in common."""
        root = os.path.commonpath([HOME, self.folder])
        return f"{self.address}/lab/tree/{path.relative_to(root).as_posix()}"

    def kernels(self) -> list[int]:
        found = subprocess.run(["ps", "-e", "-o", "pid=,sid=,args="], capture_output=True, text=True, check=True).stdout
        return [int(line.split()[0]) for line in found.splitlines() if "ipykernel" in line and self._ours(int(line.split()[0]))]

    def _ours(self, pid: int) -> bool:
        parent = subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
        group = subprocess.run(["ps", "-o", "sid=", "-p", parent.strip() or "1"], capture_output=True, text=True, check=False)
        return group.stdout.strip() == str(self.process.pid)

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)
        self.log.close()
