"""Kernels that belong to one person each."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from pmo_course_lib.delivery.exam_app import CANDIDATE

#: The server sets this header on the request itself, over whatever a browser sent; Voilà hands it on as a variable.
HEADER = "X-Pmo-Candidate"
_VARIABLE = "HTTP_X_PMO_CANDIDATE"

#: Seconds without a connected page after which a kernel is ended, and how often that is looked at.
CULL_AFTER_S = 180
CULL_EVERY_S = 30


class PersonKernelManager(AsyncMappingKernelManager):
    """Starts a kernel for the person that the request belongs to, and notes whose it is."""

    async def start_kernel(  # type: ignore[override]  # the base class is typed as synchronous
        self, *, env: dict[str, str] | None = None, **options: Any
    ) -> str:
        """Start a kernel that knows its person and nobody else's link."""
        clean = {name: value for name, value in (env or {}).items()
                 if not name.startswith(("HTTP_", "QUERY_STRING", "VOILA_REQUEST_URL"))}
        clean[CANDIDATE] = (env or {}).get(_VARIABLE, "")
        kernel_id: str = await super().start_kernel(env=clean, **options)
        server: Any = self.parent
        server.door.owners[kernel_id] = clean[CANDIDATE]
        return kernel_id
