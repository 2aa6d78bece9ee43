// SPDX-License-Identifier: MIT
#include "desktop/history/history_reader.h"

#include "base/task_keeper.h"
#include "base/text.h"
#include "guard/audit_schema.h"

#include <utility>

namespace bulkhead::desktop {

namespace {

constexpr int kRows = 20'000;
constexpr int kRecords = 2000;

Task<History> readHistory(guard::StandardGuard files,
                          std::shared_ptr<const ops::Registry> registry) {
    guard::AuditFilter filter;
    filter.limit = kRows;
    filter.skill = guard::auditSkill();
    const auto rows = co_await files.reader->rows(filter);
    if (!rows) {
        co_return fail(rows.error());
    }
    const auto records = co_await files.undo->list(kRecords, std::nullopt);
    if (!records) {
        co_return fail(records.error());
    }
    History history;
    history.entries = historyOf(*rows, *records, *registry);
    const auto chain = co_await files.reader->verify(QString());
    if (chain) {
        history.chain = *chain;
    } else {
        history.chainProblem = cleanLine(chain.error().message());
    }
    co_return history;
}

} // namespace

HistoryReader::HistoryReader(guard::StandardGuard files, QObject* parent)
    : QObject(parent), m_files(std::move(files)) {}

void HistoryReader::read() {
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    start();
}

void HistoryReader::start() {
    if (!m_registry) {
        m_registry = std::make_shared<const ops::Registry>(ops::Registry::standard());
    }
    keepTask<Result<History>>(this, readHistory(m_files, m_registry),
                              [this](const Result<History>& history) {
                                  if (std::exchange(m_again, false)) {
                                      start(); // something was written meanwhile
                                      return;
                                  }
                                  m_reading = false;
                                  if (history) {
                                      Q_EMIT finished(*history);
                                  } else {
                                      Q_EMIT failed(history.error());
                                  }
                              });
}

} // namespace bulkhead::desktop
