"""Where things are and how this run behaves, from `CAPEX_*` variables.

Trap avoided: paths that depend on the working directory. Everything hangs on the data folder and the project's root.
"""

from functools import cached_property
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings of a run; each can be set as an environment variable, e.g. `CAPEX_DATA_DIR`."""

    model_config = SettingsConfigDict(env_prefix="CAPEX_", frozen=True, extra="ignore", ignored_types=(cached_property,))

    data_dir: Path = Path("data")
    contact: str | None = None
    """Name and e-mail for the User-Agent that SEC asks for; live EDGAR runs need it."""
    edgar_data_url: str = "https://data.sec.gov"
    edgar_www_url: str = "https://www.sec.gov"
    ecb_rates_url: str = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
    fed_rates_url: str = "https://www.federalreserve.gov/datadownload/Output.aspx"
    requests_per_second: float = 5.0
    retry_pause_seconds: float = 30.0
    """Before a source that gave nothing at all is asked again; doubles with each attempt."""
    lookback_days: int = 120
    """How far back live sources look for documents: the newest quarter's. More costs a request per document and filer, once."""

    @cached_property
    def data(self) -> Path:
        """Absolute data folder."""
        return (self.data_dir if self.data_dir.is_absolute() else ROOT / self.data_dir).resolve()

    @property
    def raw_dir(self) -> Path:
        return self.data / "raw"

    @property
    def lake_dir(self) -> Path:
        return self.data / "lake"

    @property
    def build_path(self) -> Path:
        """The file only dbt writes."""
        return self.data / "build" / "warehouse.duckdb"

    @property
    def published_path(self) -> Path:
        """The file people open."""
        return self.data / "capex.duckdb"

    @property
    def reports_dir(self) -> Path:
        return self.data / "reports"

    @property
    def inbox_dir(self) -> Path:
        return self.data / "inbox"
