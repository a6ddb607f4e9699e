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
#: Pages that one person may have open; the oldest page without a connection gives way to the next.
MOST_EACH = 16


class PersonKernelManager(AsyncMappingKernelManager):
    """Starts a kernel for the person that the request belongs to, and notes whose it is."""

    async def start_kernel(  # type: ignore[override]  # the base class is typed as synchronous
        self, *, env: dict[str, str] | None = None, **options: Any
    ) -> str:
        """Start a kernel that knows its person and nobody else's link."""
        clean = {name: value for name, value in (env or {}).items()
                 if not name.startswith(("HTTP_", "QUERY_STRING", "VOILA_REQUEST_URL"))}
        clean[CANDIDATE] = (env or {}).get(_VARIABLE, "")
        await self._make_room(clean[CANDIDATE])
        kernel_id: str = await super().start_kernel(env=clean, **options)
        server: Any = self.parent
        server.door.owners[kernel_id] = clean[CANDIDATE]
        return kernel_id

    async def _make_room(self, candidate: str) -> None:
        """End the person's oldest kernels, those without a page first, so that one person cannot fill the memory."""
        server: Any = self.parent
        owned = [kernel for kernel in self.list_kernel_ids() if server.door.owners.get(kernel) == candidate]
        connected = getattr(self, "_kernel_connections", {})
        owned.sort(key=lambda kernel: bool(connected.get(kernel)))
        for kernel in owned[:max(0, len(owned) - MOST_EACH + 1)]:
            await self.shutdown_kernel(kernel, now=True)  # type: ignore[no-untyped-call]
