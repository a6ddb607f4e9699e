"""Office files with the same bytes each time: their parts packed anew with one fixed time."""

from __future__ import annotations

import datetime
import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PACKED = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def packed(raw: bytes, made_on: datetime.date) -> bytes:
    """The file with its parts in one order, no time of packing, and ``made_on`` as its day of making."""
    found = BytesIO()
    with ZipFile(BytesIO(raw)) as given, ZipFile(found, "w", ZIP_DEFLATED) as target:
        for name in sorted(given.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            info = ZipInfo(name, _PACKED)
            info.compress_type = ZIP_DEFLATED
            part = given.read(name)
            target.writestr(info, _STAMP.sub(rb"\g<1>" + _moment(made_on), part) if name == "docProps/core.xml" else part)
    return found.getvalue()


def _moment(made_on: datetime.date) -> bytes:
    return f"{made_on.isoformat()}T00:00:00Z".encode()
