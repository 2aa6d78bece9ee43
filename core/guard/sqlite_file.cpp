// SPDX-License-Identifier: MIT
#include "guard/sqlite_file.h"

#include "base/text.h"
#include "config/files.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QSqlError>
#include <QThread>

#include <atomic>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

// SQLite's primary result codes (https://www.sqlite.org/rescode.html); the low byte of extended
// ones.
enum SqliteCode : int {
    kPerm = 3,
    kBusy = 5,
    kLocked = 6,
    kReadOnly = 8,
    kInputOutput = 10,
    kCorrupt = 11,
    kFull = 13,
    kCannotOpen = 14,
    kNotADatabase = 26,
};

constexpr unsigned long kPauseMs = 5;

QString remedyFor(int code) {
    switch (code) {
    case kBusy:
    case kLocked:
        return u"Try again when the other program is done with it."_s;
    case kFull:
        return u"Free some space on the disk."_s;
    case kPerm:
    case kReadOnly:
    case kCannotOpen:
        return u"Check the permissions of the file and its folder."_s;
    case kCorrupt:
    case kNotADatabase:
        return u"Move the file aside and keep it as evidence; a new one is made."_s;
    case kInputOutput:
        return u"Check the disk and the space on it."_s;
    default:
        return u"Check the file."_s;
    }
}

QString newConnectionName() {
    static std::atomic<quint64> count = 0;
    return u"bulkhead-guard-"_s + QString::number(++count);
}

} // namespace

Result<void> SqliteFile::write(const Work& work, Durability durability) {
    return retry({durability == Durability::Synced ? u"PRAGMA synchronous=FULL"_s
                                                   : u"PRAGMA synchronous=NORMAL"_s,
                  u"BEGIN IMMEDIATE"_s},
                 work);
}

Result<void> SqliteFile::read(const Work& work) {
    return retry({u"BEGIN"_s}, work);
}

Result<void> SqliteFile::open() {
    return retry({}, [](SqliteFile&) -> Result<void> { return {}; });
}

Result<void> SqliteFile::retry(const QStringList& opening, const Work& work) {
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        m_busy = false;
        Result<void> made = attempt(opening, work);
        // SQLite waits for most locks itself, but answers some at once: while another process makes
        // or recovers the log, or switches the file to it.
        if (made || !m_busy || clock.elapsed() > qint64{2} * m_options.busyMs) {
            return made;
        }
        QThread::msleep(kPauseMs);
    }
}

Result<void> SqliteFile::attempt(const QStringList& opening, const Work& work) {
    m_broken = false;
    Result<void> made = perform(opening, work);
    if (!made && m_broken) {
        close();
    }
    return made;
}

Result<void> SqliteFile::perform(const QStringList& opening, const Work& work) {
    if (m_connection.isEmpty() || isReplaced()) {
        close();
        if (auto opened = connect(); !opened) {
            close();
            return opened;
        }
    }
    for (const QString& statement : opening) {
        if (const auto ran = run(statement); !ran) {
            return fail(ran.error());
        }
    }
    Result<void> made = work(*this);
    if (opening.isEmpty()) {
        return made;
    }
    if (made) {
        if (const auto committed = run(u"COMMIT"_s); !committed) {
            made = fail(committed.error());
        }
    }
    if (!made) {
        // SQLite has rolled back by itself after some failures; then this one fails, and may.
        QSqlQuery(m_database).exec(u"ROLLBACK"_s);
    }
    return made;
}

Result<void> SqliteFile::connect() {
    const QString driver = u"QSQLITE"_s;
    if (!QSqlDatabase::isDriverAvailable(driver)) {
        return fail(ErrorKind::Failed, u"Install Qt's SQLite driver (libqt6sql6-sqlite)."_s,
                    u"Without it "_s + m_options.what + u" cannot be opened."_s, path());
    }
    if (m_options.create) {
        if (auto made = config::makePrivateFolder(QFileInfo(path()).absolutePath(),
                                                  config::ExistingFolder::Narrow);
            !made) {
            return made;
        }
        if (auto made = makePrivateFile(path()); !made) {
            return made;
        }
    }
    const auto before = identify(path());
    if (!before) {
        return fail(before.error());
    }
    m_connection = newConnectionName();
    m_database = QSqlDatabase::addDatabase(driver, m_connection);
    m_database.setDatabaseName(path());
    QString options = u"QSQLITE_BUSY_TIMEOUT="_s + QString::number(m_options.busyMs);
    if (!m_options.create) {
        options += u";QSQLITE_OPEN_READONLY"_s;
    }
    m_database.setConnectOptions(options);
    if (!m_database.open()) {
        return fail(sqlError(m_database.lastError()));
    }
    m_identity = *before;
    if (!m_options.create) {
        return {};
    }
    if (m_options.writeAheadLog) {
        if (auto logged = useWriteAheadLog(); !logged) {
            return logged;
        }
    }
    return m_options.prepare ? m_options.prepare(*this) : Result<void>();
}

Result<void> SqliteFile::useWriteAheadLog() {
    const auto mode = value(u"PRAGMA journal_mode"_s);
    if (!mode) {
        return fail(mode.error());
    }
    if (mode->toString() != u"wal"_s) {
        // A file system that knows no shared memory keeps its old journal, which is as durable.
        if (const auto set = value(u"PRAGMA journal_mode=WAL"_s); !set) {
            return fail(set.error());
        }
    }
    for (const QString& suffix : {u"-wal"_s, u"-shm"_s}) {
        if (auto narrowed = narrowFile(path() + suffix); !narrowed) {
            return narrowed;
        }
    }
    return {};
}

bool SqliteFile::isReplaced() const {
    const auto now = identify(path());
    return !now || !now->has_value() || !m_identity || !(*now)->isSameFile(*m_identity);
}

void SqliteFile::close() {
    if (m_connection.isEmpty()) {
        return;
    }
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
    m_connection.clear();
    m_identity.reset();
}

Result<QSqlQuery> SqliteFile::run(const QString& sql, const QVariantList& values) {
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    bool ran = query.prepare(sql);
    if (ran) {
        for (const QVariant& one : values) {
            const bool isNoText = one.typeId() == QMetaType::QString && one.toString().isNull();
            query.addBindValue(isNoText ? QVariant(u""_s) : one);
        }
        ran = query.exec();
    }
    if (!ran) {
        return fail(sqlError(query.lastError()));
    }
    return query;
}

Result<void> SqliteFile::execute(const QString& sql, const QVariantList& values) {
    const auto ran = run(sql, values);
    return ran ? Result<void>() : fail(ran.error());
}

Result<QVariant> SqliteFile::value(const QString& sql, const QVariantList& values) {
    auto query = run(sql, values);
    if (!query) {
        return fail(query.error());
    }
    return query->next() ? query->value(0) : QVariant();
}

Error SqliteFile::sqlError(const QSqlError& error) {
    const int code = error.nativeErrorCode().toInt() & 0xff;
    m_busy = code == kBusy || code == kLocked;
    m_broken = !m_busy;
    QString why = cleanLine(error.databaseText());
    if (why.isEmpty()) {
        why = cleanLine(error.driverText());
    }
    return {m_busy ? ErrorKind::Conflict : ErrorKind::Failed, remedyFor(code),
            u"SQLite cannot use "_s + m_options.what + u' ' + cleanLine(path()) + u": "_s + why +
                u'.',
            path(), std::nullopt};
}

} // namespace bulkhead::guard
