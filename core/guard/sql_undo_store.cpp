// SPDX-License-Identifier: MIT
#include "guard/sql_undo_store.h"

#include <QCoro/QCoroFuture>

#include <utility>

namespace bulkhead::guard {

SqlUndoStore::SqlUndoStore(UndoOptions options)
    : m_file(std::make_shared<UndoFile>(std::move(options))),
      m_thread(QStringLiteral("undo store")) {}

SqlUndoStore::~SqlUndoStore() {
    if (m_thread.isStarted()) {
        m_thread.post([file = m_file] { file->close(); });
    }
}

Task<QString> SqlUndoStore::prepare(UndoRecord record) {
    const QFuture<Result<QString>> writing =
        m_thread.run<Result<QString>>([file = m_file, record] { return file->prepare(record); });
    Result<QString> id = co_await writing;
    co_return id;
}

Task<std::monostate> SqlUndoStore::complete(QString id, UndoState state, QJsonArray images,
                                            QString note) {
    const QFuture<Result<std::monostate>> writing =
        m_thread.run<Result<std::monostate>>([file = m_file, id, state, images, note] {
            return file->complete(id, state, images, note);
        });
    Result<std::monostate> written = co_await writing;
    co_return written;
}

Task<UndoClaim> SqlUndoStore::claim(QStringList ids) {
    const QFuture<Result<UndoClaim>> taking =
        m_thread.run<Result<UndoClaim>>([file = m_file, ids] { return file->claim(ids); });
    Result<UndoClaim> claim = co_await taking;
    co_return claim;
}

Task<std::monostate> SqlUndoStore::release(UndoClaim claim, QString note) {
    const QFuture<Result<std::monostate>> dropping = m_thread.run<Result<std::monostate>>(
        [file = m_file, claim, note] { return file->release(claim, note); });
    Result<std::monostate> dropped = co_await dropping;
    co_return dropped;
}

Task<UndoEntry> SqlUndoStore::find(QString id) {
    const QFuture<Result<UndoEntry>> reading =
        m_thread.run<Result<UndoEntry>>([file = m_file, id] { return file->find(id); });
    Result<UndoEntry> entry = co_await reading;
    co_return entry;
}

Task<std::vector<UndoEntry>> SqlUndoStore::list(int last, std::optional<UndoState> state) {
    const QFuture<Result<std::vector<UndoEntry>>> reading =
        m_thread.run<Result<std::vector<UndoEntry>>>(
            [file = m_file, last, state] { return file->list(last, state); });
    Result<std::vector<UndoEntry>> entries = co_await reading;
    co_return entries;
}

Task<std::vector<UndoLogRow>> SqlUndoStore::log(int last, QString status) {
    const QFuture<Result<std::vector<UndoLogRow>>> reading =
        m_thread.run<Result<std::vector<UndoLogRow>>>(
            [file = m_file, last, status] { return file->log(last, status); });
    Result<std::vector<UndoLogRow>> rows = co_await reading;
    co_return rows;
}

Task<UndoLogRow> SqlUndoStore::logRow(QString id) {
    const QFuture<Result<UndoLogRow>> reading =
        m_thread.run<Result<UndoLogRow>>([file = m_file, id] { return file->logRow(id); });
    Result<UndoLogRow> row = co_await reading;
    co_return row;
}

} // namespace bulkhead::guard
