"""Dagster's event log in SQLite, with a lasting connection to its cross-run index.

Trap avoided: Dagster opens the index anew for each of some thousand statements of a run, and whoever closes the last
connection of a write-ahead log also writes it back and waits for the disk. The runs' own files are left as they are: the UI's
live log follows their writing back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Self

from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine


class LastingSqliteEventLogStorage(SqliteEventLogStorage):
    """As its parent, whose files it reads and writes; named in `dagster.yaml`."""

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> Self:
        """Made by Dagster from `dagster.yaml`."""
        return cls(inst_data=inst_data, **config_value)

    @cached_property
    def _index(self) -> Engine:
        conn_string = self.conn_string_for_shard(INDEX_SHARD_NAME)
        engine = create_engine(conn_string, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})
        self._initdb(engine, for_index_shard=True)
        return engine

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        if shard != INDEX_SHARD_NAME:
            with super()._connect(shard) as connection:
                yield connection
            return
        with self._db_lock, self._index.begin() as connection:
            yield connection

    def dispose(self) -> None:
        super().dispose()
        self._index.dispose()
