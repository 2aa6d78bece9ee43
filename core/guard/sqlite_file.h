// SPDX-License-Identifier: MIT
// SqliteFile: one SQLite database that many processes write, opened and locked by the house's
// rules.
#pragma once

#include "base/result.h"
#include "guard/private_path.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVariantList>

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

class QSqlError;

namespace bulkhead::guard {

/// Write-ahead logging, files for the owner only, waits for other writers, and opens again by
/// itself when another program put a new file in the place of the old one. Making it opens nothing.
/// Used on one thread, the one that used it first; `close()` on that thread before it dies
/// elsewhere.
class SqliteFile final {
public:
    struct Options {
        QString path;
        QString what;       ///< what it is, for errors: "the audit trail"
        int busyMs = 5000;  ///< how long one lock is waited for; twice that in all
        bool create = true; ///< make folder, file and tables; false: read what is there
        /// Makes the tables. Called after opening, outside a transaction.
        std::function<Result<void>(SqliteFile&)> prepare = {};
        bool writeAheadLog = true; ///< false: the file stays a single one, for archives
    };
    enum class Durability : std::uint8_t {
        Synced, ///< on the disk when the transaction has ended: survives a power cut
        Lazy,   ///< survives a crash of the program, not of the machine
    };
    /// Runs inside a transaction and may run again after somebody else's lock; an Error rolls back.
    using Work = std::function<Result<void>(SqliteFile&)>;

    explicit SqliteFile(Options options) : m_options(std::move(options)) {}
    ~SqliteFile() { close(); }
    SqliteFile(const SqliteFile&) = delete;
    SqliteFile& operator=(const SqliteFile&) = delete;

    [[nodiscard]] const QString& path() const { return m_options.path; }

    /// All of it or nothing: takes the write lock first, so that what was read stays true.
    [[nodiscard]] Result<void> write(const Work& work, Durability durability);
    /// One consistent picture; nobody is kept waiting.
    [[nodiscard]] Result<void> read(const Work& work);
    /// Opens without a transaction, for statements that allow none (VACUUM).
    [[nodiscard]] Result<void> open();
    /// One statement with its values in the order of the question marks. The query is executed.
    /// A null text counts as an empty one.
    [[nodiscard]] Result<QSqlQuery> run(const QString& sql, const QVariantList& values = {});
    /// The same where nothing is read from it.
    [[nodiscard]] Result<void> execute(const QString& sql, const QVariantList& values = {});
    /// The first column of the first row; an invalid value if there is none.
    [[nodiscard]] Result<QVariant> value(const QString& sql, const QVariantList& values = {});
    void close();

private:
    [[nodiscard]] Result<void> retry(const QStringList& opening, const Work& work);
    [[nodiscard]] Result<void> attempt(const QStringList& opening, const Work& work);
    [[nodiscard]] Result<void> perform(const QStringList& opening, const Work& work);
    [[nodiscard]] Result<void> connect();
    [[nodiscard]] Result<void> useWriteAheadLog();
    [[nodiscard]] bool isReplaced() const;
    [[nodiscard]] Error sqlError(const QSqlError& error);

    Options m_options;
    QString m_connection; ///< Qt's name of the connection; empty: closed
    QSqlDatabase m_database;
    std::optional<FileIdentity> m_identity;
    bool m_busy = false;   ///< the last statement that failed met somebody's lock
    bool m_broken = false; ///< a statement failed otherwise: the connection is not used again
};

} // namespace bulkhead::guard
