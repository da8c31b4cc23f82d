"""Who may edit: accounts, passwords, sessions, and slowing down who guesses."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from catalog.database import session_scope
from catalog.editing import history
from catalog.editing.orm import AccountRow, FailedSignInRow, SessionRow
from catalog.editing.records import Action, Change, Role
from catalog.editing.service import Editor
from catalog.errors import (
    AccountExists,
    AccountNotFound,
    LastAdministrator,
    SignInRefused,
    WeakPassword,
)

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
LONGEST_NAME = 80
# After so many failures within the window nobody gets in until it is over; an
# address may belong to a whole office.
FAILURES_OF_NAME = 5
FAILURES_OF_ADDRESS = 30
WINDOW = timedelta(minutes=15)
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
# A session is noted as used this often, not at each request.
SEEN_STEP = timedelta(minutes=1)
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Account:
    """A member of the staff."""

    name: str
    role: Role
    is_active: bool
    created_at: datetime
    has_password: bool

    @property
    def editor(self) -> Editor:
        """The account as editing knows it."""
        return Editor(self.name, self.role)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session of an account; `key` tells sessions apart without being their token."""

    account: Account
    key: str
    browser: str
    began_at: datetime
    seen_at: datetime


class Accounts:
    """The accounts of one catalog; every method is one transaction.

    What happens to an account stands in the history. `by` is who does it, empty = the
    command line.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    # Accounts

    def every(self) -> list[Account]:
        """Return all accounts, by name."""
        with session_scope(self._engine) as session:
            rows = session.scalars(sa.select(AccountRow).order_by(AccountRow.name))
            return [_account(row) for row in rows]

    def find(self, name: str) -> Account:
        """Return an account.

        Raises:
            AccountNotFound: there is none of this name.
        """
        with session_scope(self._engine) as session:
            return _account(_existing(session, name))

    def add(
        self, name: str, role: Role, password: str | None, *, by: str = ""
    ) -> Account:
        """Create an account; None = the district's directory signs the person in.

        Raises:
            AccountExists: the name is taken, however it is spelt.
            WeakPassword: the password is too short or too long.
        """
        shown = " ".join(name.split())[:LONGEST_NAME]
        hashed = None if password is None else _hashed(password, shown)
        with session_scope(self._engine, writes=True) as session:
            if _row(session, shown) is not None:
                raise AccountExists(shown)
            row = AccountRow(
                name=shown.casefold(),
                shown_name=shown,
                role=role.value,
                password=hashed,
                is_active=True,
                created_at=self._now(),
            )
            session.add(row)
            session.flush()
            self._note(session, by, Action.ADDED, row, _role_change("", role.value))
            return _account(row)

    def change_password(
        self, name: str, old: str, new: str, *, address: str, browser: str
    ) -> str:
        """Give an account another password; return the token of a new session.

        All its other sessions end.

        Raises:
            SignInRefused: the old password is wrong, or there were too many tries.
            WeakPassword: the new one is too short or too long.
        """
        self._check(name, old, address)
        self.set_password(name, new, by=name)
        return self._begin(name, browser, new)

    def set_password(self, name: str, password: str, *, by: str = "") -> None:
        """Give an account another password; all its sessions end.

        Raises:
            AccountNotFound: there is none of this name.
            WeakPassword: the password is too short or too long.
        """
        hashed = _hashed(password, name)
        with session_scope(self._engine, writes=True) as session:
            row = _existing(session, name)
            row.password = hashed
            _end_sessions(session, row.key)
            self._note(session, by, Action.PASSWORD_SET, row)

    def set_role(self, name: str, role: Role, *, by: str = "") -> None:
        """Give an account another role.

        Raises:
            AccountNotFound: there is none of this name.
            LastAdministrator: nobody could administrate any more.
        """
        with session_scope(self._engine, writes=True) as session:
            row = _existing(session, name)
            before, row.role = row.role, role.value
            _check_administrators(session)
            change = _role_change(before, role.value)
            self._note(session, by, Action.ROLE_SET, row, change)

    def set_active(self, name: str, *, is_active: bool, by: str = "") -> None:
        """Let an account sign in or not; its sessions end at once.

        Raises:
            AccountNotFound: there is none of this name.
            LastAdministrator: nobody could administrate any more.
        """
        with session_scope(self._engine, writes=True) as session:
            row = _existing(session, name)
            row.is_active = is_active
            _check_administrators(session)
            if not is_active:
                _end_sessions(session, row.key)
            action = Action.ACTIVATED if is_active else Action.DEACTIVATED
            self._note(session, by, action, row)

    # Signing in

    def sign_in(self, name: str, password: str, *, address: str, browser: str) -> str:
        """Return the token of a new session.

        Raises:
            SignInRefused: name or password are wrong, or there were too many tries.
        """
        self._check(name, password, address)
        return self._begin(name, browser, password)

    def sign_in_trusted(self, name: str, *, browser: str) -> str:
        """Return the token of a new session of whom the directory has signed in.

        Raises:
            AccountNotFound: there is no active account of this name.
        """
        with session_scope(self._engine) as session:
            if not _existing(session, name).is_active:
                raise AccountNotFound(name)
        return self._begin(name, browser, None)

    def signed_in(self, token: str) -> SignedIn | None:
        """Return the session of a token; None = there is none, or it is over."""
        digest = _digest(token)
        with session_scope(self._engine) as session:
            found = session.execute(
                sa.select(SessionRow, AccountRow)
                .join(AccountRow, AccountRow.key == SessionRow.account_key)
                .where(SessionRow.token_digest == digest)
            ).first()
            if found is None or not found[1].is_active:
                return None
            known = _signed_in(*found)
        now = self._now()
        if now - known.seen_at > IDLE or now - known.began_at > LONGEST:
            with session_scope(self._engine, writes=True) as session:
                self._ended(session, digest)
            return None
        if now - known.seen_at > SEEN_STEP:
            with session_scope(self._engine, writes=True) as session:
                session.execute(
                    sa.update(SessionRow)
                    .where(SessionRow.token_digest == digest)
                    .values(seen_at=now)
                )
        return known

    def sign_out(self, token: str) -> None:
        """End the session of a token."""
        with session_scope(self._engine, writes=True) as session:
            row = self._ended(session, _digest(token))
            if row is not None:
                self._note(session, row.shown_name, Action.SIGNED_OUT, row)

    def sessions(self, name: str | None = None) -> list[SignedIn]:
        """Return the sessions of an account, or all; the last used comes first."""
        query = (
            sa.select(SessionRow, AccountRow)
            .join(AccountRow, AccountRow.key == SessionRow.account_key)
            .order_by(SessionRow.seen_at.desc())
        )
        if name is not None:
            query = query.where(AccountRow.name == _folded(name))
        with session_scope(self._engine) as session:
            found = [_signed_in(*row) for row in session.execute(query)]
        now = self._now()
        return [
            known
            for known in found
            if now - known.seen_at <= IDLE and now - known.began_at <= LONGEST
        ]

    def end(self, key: str, *, of: str | None = None, by: str = "") -> None:
        """End a session by its key; nothing happens when it is over.

        Args:
            key: of the session.
            of: only if it is this account's.
            by: who ends it.
        """
        with session_scope(self._engine, writes=True) as session:
            row = self._ended(session, key, of)
            if row is not None:
                self._note(session, by, Action.SESSION_ENDED, row)

    @staticmethod
    def _ended(session: Session, key: str, of: str | None = None) -> AccountRow | None:
        found = session.execute(
            sa.select(SessionRow, AccountRow)
            .join(AccountRow, AccountRow.key == SessionRow.account_key)
            .where(SessionRow.token_digest == key)
        ).first()
        if found is None or (of is not None and found[1].name != _folded(of)):
            return None
        session.delete(found[0])
        account: AccountRow = found[1]
        return account

    def _check(self, name: str, password: str, address: str) -> None:
        """Make sure of a password, and slow down who guesses."""
        wait = self._wait(name, address)
        if wait:
            raise SignInRefused(wait)
        with session_scope(self._engine) as session:
            row = _row(session, name)
            stored = row.password if row and row.is_active else None
        # Takes as long for a name that does not exist.
        if not _is_right(stored or _no_password(), password) or stored is None:
            self._note_failure(name, address)
            raise SignInRefused(0)

    def _note(
        self,
        session: Session,
        who: str,
        action: Action,
        row: AccountRow,
        changes: tuple[Change, ...] = (),
    ) -> None:
        history.note(
            session,
            at=self._now(),
            who=who,
            action=action,
            kind=history.ACCOUNT,
            record_id=row.shown_name,
            changes=changes,
        )

    def _begin(self, name: str, browser: str, password: str | None) -> str:
        token, now = secrets.token_urlsafe(_TOKEN_BYTES), self._now()
        with session_scope(self._engine, writes=True) as session:
            row = _existing(session, name)
            if password is not None and _hasher().check_needs_rehash(
                row.password or ""
            ):
                row.password = _hasher().hash(password)
            session.execute(
                sa.delete(FailedSignInRow).where(
                    FailedSignInRow.subject == _name_subject(name)
                )
            )
            session.execute(
                sa.delete(SessionRow).where(SessionRow.began_at < now - LONGEST)
            )
            session.add(
                SessionRow(
                    token_digest=_digest(token),
                    account_key=row.key,
                    browser=browser[:200],
                    began_at=now,
                    seen_at=now,
                )
            )
            self._note(session, row.shown_name, Action.SIGNED_IN, row)
        return token

    def _wait(self, name: str, address: str) -> int:
        """Return the seconds until a name and an address may try again."""
        now = self._now()
        with session_scope(self._engine) as session:
            for subject, most in (
                (_name_subject(name), FAILURES_OF_NAME),
                (f"address:{address}", FAILURES_OF_ADDRESS),
            ):
                moments = list(
                    session.scalars(
                        sa.select(FailedSignInRow.at)
                        .where(
                            FailedSignInRow.subject == subject,
                            FailedSignInRow.at > now - WINDOW,
                        )
                        .order_by(FailedSignInRow.at.desc())
                        .limit(most)
                    )
                )
                if len(moments) == most:
                    free_at = moments[-1] + WINDOW
                    return max(1, int((free_at - now).total_seconds()))
        return 0

    def _note_failure(self, name: str, address: str) -> None:
        now = self._now()
        with session_scope(self._engine, writes=True) as session:
            session.execute(
                sa.delete(FailedSignInRow).where(FailedSignInRow.at < now - WINDOW)
            )
            for subject in (_name_subject(name), f"address:{address}"):
                session.add(FailedSignInRow(subject=subject, at=now))
            # Only names that exist: a password may be typed into the wrong field.
            row = _row(session, name)
            if row is not None:
                self._note(session, "", Action.SIGN_IN_REFUSED, row)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache(maxsize=1)
def _no_password() -> str:
    return _hasher().hash(secrets.token_hex())


def _is_right(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password[:LONGEST_PASSWORD])
    except (VerifyMismatchError, InvalidHashError):
        return False


def _hashed(password: str, name: str) -> str:
    is_name = password.casefold() == name.casefold()
    if is_name or not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise WeakPassword(SHORTEST_PASSWORD, LONGEST_PASSWORD)
    return _hasher().hash(password)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _name_subject(name: str) -> str:
    return f"name:{_folded(name)[:LONGEST_NAME]}"


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _role_change(old: str, new: str) -> tuple[Change, ...]:
    return (Change("role", old, new),)


def _row(session: Session, name: str) -> AccountRow | None:
    query = sa.select(AccountRow).where(AccountRow.name == _folded(name))
    return session.scalar(query)


def _existing(session: Session, name: str) -> AccountRow:
    row = _row(session, name)
    if row is None:
        raise AccountNotFound(name)
    return row


def _end_sessions(session: Session, account_key: int) -> None:
    session.execute(sa.delete(SessionRow).where(SessionRow.account_key == account_key))


def _check_administrators(session: Session) -> None:
    session.flush()
    left = session.scalar(
        sa.select(sa.func.count())
        .select_from(AccountRow)
        .where(AccountRow.role == Role.ADMIN.value, AccountRow.is_active)
    )
    if not left:
        raise LastAdministrator


def _account(row: AccountRow) -> Account:
    return Account(
        name=row.shown_name,
        role=Role(row.role),
        is_active=row.is_active,
        created_at=row.created_at,
        has_password=row.password is not None,
    )


def _signed_in(row: SessionRow, account: AccountRow) -> SignedIn:
    return SignedIn(
        account=_account(account),
        key=row.token_digest,
        browser=row.browser,
        began_at=row.began_at,
        seen_at=row.seen_at,
    )
