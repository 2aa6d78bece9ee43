// SPDX-License-Identifier: MIT
// Awaited: lets a test wait for a Task with QTRY_ macros.
#pragma once

#include "base/task_keeper.h"

#include <QObject>
#include <QTest>

#include <optional>
#include <utility>

namespace bulkhead::tests {

template <typename T>
class Awaited final {
public:
    explicit Awaited(Task<T> task) {
        keepTask<Result<T>>(&m_owner, std::move(task),
                            [this](Result<T> result) { m_result.emplace(std::move(result)); });
    }
    [[nodiscard]] bool isDone() const { return m_result.has_value(); }
    [[nodiscard]] bool isOk() const { return m_result && m_result->has_value(); }
    [[nodiscard]] const T& value() const { return **m_result; }
    [[nodiscard]] const Error& error() const { return m_result->error(); }
    [[nodiscard]] QByteArray message() const {
        if (!m_result) {
            return "not done";
        }
        return m_result->has_value() ? QByteArray("no error") : error().message().toUtf8();
    }

private:
    QObject m_owner;
    std::optional<Result<T>> m_result;
};

template <typename T>
Awaited(Task<T>) -> Awaited<T>;

} // namespace bulkhead::tests

/// Declares `name` and waits until the task is done.
#define AWAIT(name, ...)                                                                           \
    bulkhead::tests::Awaited name(__VA_ARGS__);                                                    \
    QTRY_VERIFY_WITH_TIMEOUT(name.isDone(), 20000)

/// As AWAIT, and the task must have succeeded.
#define AWAIT_OK(name, ...)                                                                        \
    AWAIT(name, __VA_ARGS__);                                                                      \
    QVERIFY2(name.isOk(), name.message().constData())

/// As AWAIT, and the task must have failed with that kind.
#define AWAIT_ERROR(name, expectedKind, ...)                                                       \
    AWAIT(name, __VA_ARGS__);                                                                      \
    QVERIFY(!name.isOk());                                                                         \
    QVERIFY2(name.error().kind == (expectedKind), name.message().constData());                     \
    QVERIFY2(!name.error().remedy.isEmpty(), name.message().constData())
