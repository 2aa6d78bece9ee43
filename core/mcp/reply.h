// SPDX-License-Identifier: MIT
// Reply: the one answer to one request, and the notifications that belong to it.
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <memory>

namespace bulkhead::mcp {

/// Takes finished messages: the wire, or a batch that waits for its other answers.
class Outlet {
public:
    virtual ~Outlet() = default;
    /// The answer to a request.
    virtual void answer(const QJsonObject& message) = 0;
    /// The request gets no answer (it was cancelled).
    virtual void drop() = 0;
    /// Anything else that the client should see now.
    virtual void notify(const QJsonObject& message) = 0;
};

/// Copyable handle. The first of `result`, `error` and `drop` ends it; nothing is sent afterwards,
/// not even notifications.
class Reply final {
public:
    Reply(QJsonValue id, std::shared_ptr<Outlet> outlet);

    [[nodiscard]] const QJsonValue& id() const;
    [[nodiscard]] bool isOpen() const;

    void result(const QJsonObject& result) const;
    void error(int code, const QString& message,
               const QJsonValue& data = QJsonValue(QJsonValue::Undefined)) const;
    void drop() const;
    void notify(const QString& method, const QJsonObject& params) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// An error message; without an id if `id` is undefined.
[[nodiscard]] QJsonObject errorMessage(const QJsonValue& id, int code, const QString& message,
                                       const QJsonValue& data = QJsonValue(QJsonValue::Undefined));

} // namespace bulkhead::mcp
