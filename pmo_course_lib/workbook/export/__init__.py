"""The workbook as office files: the PMO services playbook (.docx) and its tables (.xlsx).

The same workbook, day and pictures give the same bytes. Pictures come from above as ``Image``; without them the tables and
sentences of the playbook say what they would show.
"""

from pmo_course_lib.workbook.export.playbook import playbook
from pmo_course_lib.workbook.export.sheets import tables
from pmo_course_lib.workbook.export.texts import CREDIT, Image, Images

__all__ = ["CREDIT", "Image", "Images", "playbook", "tables"]
