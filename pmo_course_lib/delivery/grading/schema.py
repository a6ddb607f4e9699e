"""The tables of an nbgrader 0.9.6 gradebook as SQL, and our own tables and triggers beside them.

Taken from a fresh gradebook of nbgrader 0.9.6; a test compares them. Making a database with nbgrader itself
takes over two seconds, because it asks alembic for the version in a process of its own.
"""

from __future__ import annotations

#: The only gradebook version that we know how to write.
ALEMBIC_VERSION = "e43177bfe90b"

NBGRADER = f"""
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO alembic_version (version_num) VALUES ('{ALEMBIC_VERSION}');
CREATE TABLE course (
    id VARCHAR(128) NOT NULL, PRIMARY KEY (id), UNIQUE (id));
CREATE TABLE assignment (
    id VARCHAR(32) NOT NULL, name VARCHAR(128) NOT NULL, duedate DATETIME, course_id VARCHAR(128) NOT NULL,
    PRIMARY KEY (id), UNIQUE (name), FOREIGN KEY(course_id) REFERENCES course (id));
CREATE TABLE notebook (
    id VARCHAR(32) NOT NULL, name VARCHAR(128) NOT NULL, assignment_id VARCHAR(32), kernelspec VARCHAR(1024),
    PRIMARY KEY (id), UNIQUE (name, assignment_id), FOREIGN KEY(assignment_id) REFERENCES assignment (id));
CREATE TABLE base_cell (
    id VARCHAR(32) NOT NULL, name VARCHAR(128) NOT NULL, notebook_id VARCHAR(32) NOT NULL, type VARCHAR(50),
    PRIMARY KEY (id), UNIQUE (name, notebook_id, type), FOREIGN KEY(notebook_id) REFERENCES notebook (id));
CREATE TABLE grade_cells (
    id VARCHAR(32) NOT NULL, max_score FLOAT NOT NULL, cell_type VARCHAR(8) NOT NULL,
    PRIMARY KEY (id), FOREIGN KEY(id) REFERENCES base_cell (id));
CREATE TABLE solution_cells (
    id VARCHAR(32) NOT NULL, PRIMARY KEY (id), FOREIGN KEY(id) REFERENCES base_cell (id));
CREATE TABLE task_cells (
    id VARCHAR(32) NOT NULL, max_score FLOAT NOT NULL, cell_type VARCHAR(8) NOT NULL,
    PRIMARY KEY (id), FOREIGN KEY(id) REFERENCES base_cell (id));
CREATE TABLE source_cell (
    id VARCHAR(32) NOT NULL, name VARCHAR(128) NOT NULL, cell_type VARCHAR(8) NOT NULL,
    locked BOOLEAN NOT NULL, source TEXT, checksum VARCHAR(128), notebook_id VARCHAR(32),
    PRIMARY KEY (id), UNIQUE (name, notebook_id), FOREIGN KEY(notebook_id) REFERENCES notebook (id));
CREATE TABLE student (
    id VARCHAR(128) NOT NULL, first_name VARCHAR(128), last_name VARCHAR(128), email VARCHAR(128),
    lms_user_id VARCHAR(128), PRIMARY KEY (id));
CREATE TABLE submitted_assignment (
    id VARCHAR(32) NOT NULL, assignment_id VARCHAR(32), student_id VARCHAR(128), timestamp DATETIME,
    extension DATETIME, PRIMARY KEY (id), UNIQUE (assignment_id, student_id),
    FOREIGN KEY(assignment_id) REFERENCES assignment (id), FOREIGN KEY(student_id) REFERENCES student (id));
CREATE TABLE submitted_notebook (
    id VARCHAR(32) NOT NULL, assignment_id VARCHAR(32), notebook_id VARCHAR(32), flagged BOOLEAN,
    late_submission_penalty FLOAT, PRIMARY KEY (id), UNIQUE (notebook_id, assignment_id),
    FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id),
    FOREIGN KEY(notebook_id) REFERENCES notebook (id));
CREATE TABLE grade (
    id VARCHAR(32) NOT NULL, notebook_id VARCHAR(32), cell_id VARCHAR(32), auto_score FLOAT,
    manual_score FLOAT, extra_credit FLOAT, needs_manual_grade BOOLEAN NOT NULL, PRIMARY KEY (id),
    UNIQUE (cell_id, notebook_id), FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id),
    FOREIGN KEY(cell_id) REFERENCES base_cell (id));
CREATE TABLE comment (
    id VARCHAR(32) NOT NULL, notebook_id VARCHAR(32), cell_id VARCHAR(32), auto_comment TEXT,
    manual_comment TEXT, PRIMARY KEY (id), UNIQUE (cell_id, notebook_id),
    FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id),
    FOREIGN KEY(cell_id) REFERENCES base_cell (id));
"""

#: Without the index nbgrader's export of 1,000 candidates takes three times as long.
OURS = """
CREATE INDEX IF NOT EXISTS pmo_grade_notebook ON grade (notebook_id);
CREATE TABLE IF NOT EXISTS pmo_hand_in (
    candidate TEXT PRIMARY KEY, sha256 TEXT NOT NULL, key_sha256 TEXT NOT NULL, raw INTEGER, maximum INTEGER,
    blank INTEGER, passed INTEGER, state TEXT NOT NULL, reason TEXT NOT NULL, received TEXT NOT NULL,
    graded_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pmo_team_work (
    notebook TEXT PRIMARY KEY, exercise TEXT NOT NULL, candidate TEXT NOT NULL, party TEXT NOT NULL, team TEXT NOT NULL,
    sha256 TEXT NOT NULL, received TEXT NOT NULL, found TEXT NOT NULL, UNIQUE (exercise, candidate));
CREATE INDEX IF NOT EXISTS pmo_team_hand_in ON pmo_team_work (exercise, sha256);
"""

_MATES = ("SELECT other.notebook FROM pmo_team_work mine JOIN pmo_team_work other USING (exercise, party, sha256) "
          "WHERE mine.notebook = new.notebook_id")
#: What an instructor gives to one member of a team in formgrader, all members have at once.
TEAM_TRIGGERS = (
    "CREATE TRIGGER IF NOT EXISTS pmo_team_mark AFTER UPDATE OF manual_score, extra_credit, needs_manual_grade ON grade BEGIN "
    "UPDATE grade SET manual_score = new.manual_score, extra_credit = new.extra_credit, "
    "needs_manual_grade = new.needs_manual_grade "
    f"WHERE cell_id = new.cell_id AND id <> new.id AND notebook_id IN ({_MATES}); END",
    "CREATE TRIGGER IF NOT EXISTS pmo_team_comment AFTER UPDATE OF manual_comment ON comment BEGIN "
    "UPDATE comment SET manual_comment = new.manual_comment "
    f"WHERE cell_id = new.cell_id AND id <> new.id AND notebook_id IN ({_MATES}); END")
