"""An office with a few procedures, and the short words of tests that file dossiers."""

from pathlib import Path

from kiosk.actions.dossiers import reception
from kiosk.actions.dossiers.procedure_import import import_procedures
from kiosk.actions.dossiers.reception import ReceptionForm
from kiosk.domain.dossiers.dossier import Applicant, Dossier
from kiosk.domain.dossiers.procedure import COLUMNS
from kiosk.domain.office.roles import Actor
from kiosk.files import table_file
from kiosk.office import Office

BIRTH, LAND, ANY_TIME = "1.000001", "1.000002", "1.000003"
ROWS = (
    f"{BIRTH},Đăng ký khai sinh,Bộ Tư pháp,Hộ tịch,,,,,,,3,Ngày làm việc,1,,",
    f"{LAND},Đăng ký đất đai lần đầu,Bộ Nông nghiệp và Môi trường,Đất đai,,,,,,,20,Ngày,0,,",
    f"{ANY_TIME},Giải quyết khiếu nại,Bộ Tư pháp,Khiếu nại,,,,,,,,,0,,",
)
WHO = Applicant("Nguyễn Văn Mẫu", "0900 000 001")
OFFICER = Actor(person=7, role="desk", counter=1)


def with_procedures(office: Office, folder: Path) -> Office:
    """The office knows three procedures."""
    (folder / "procedures.csv").write_text("\n".join([",".join(COLUMNS), *ROWS, ""]))
    with table_file.opened(folder / "procedures.csv") as table:
        import_procedures(office, table.rows)
    return office


def receive(office: Office, procedure: str = BIRTH, by: Actor = OFFICER, **facts: object) -> Dossier:
    """A citizen files a dossier."""
    return reception.receive(office, ReceptionForm(procedure, WHO, **facts), by)  # type: ignore[arg-type]
