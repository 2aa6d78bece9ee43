// SPDX-License-Identifier: MIT
#include "mcp/reply.h"

#include <utility>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

struct Reply::State {
    QJsonValue id;
    std::shared_ptr<Outlet> outlet; ///< empty once answered
};

QJsonObject errorMessage(const QJsonValue& id, int code, const QString& message,
                         const QJsonValue& data) {
    QJsonObject error{{u"code"_s, code}, {u"message"_s, message}};
    if (!data.isUndefined()) {
        error.insert(u"data"_s, data);
    }
    QJsonObject object{{u"jsonrpc"_s, u"2.0"_s}, {u"error"_s, error}};
    if (!id.isUndefined()) {
        object.insert(u"id"_s, id);
    }
    return object;
}

Reply::Reply(QJsonValue id, std::shared_ptr<Outlet> outlet)
    : m_state(std::make_shared<State>(State{std::move(id), std::move(outlet)})) {}

const QJsonValue& Reply::id() const {
    return m_state->id;
}

bool Reply::isOpen() const {
    return m_state->outlet != nullptr;
}

void Reply::result(const QJsonObject& result) const {
    if (const auto outlet = std::exchange(m_state->outlet, nullptr)) {
        outlet->answer({{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, m_state->id}, {u"result"_s, result}});
    }
}

void Reply::error(int code, const QString& message, const QJsonValue& data) const {
    if (const auto outlet = std::exchange(m_state->outlet, nullptr)) {
        outlet->answer(errorMessage(m_state->id, code, message, data));
    }
}

void Reply::drop() const {
    if (const auto outlet = std::exchange(m_state->outlet, nullptr)) {
        outlet->drop();
    }
}

void Reply::notify(const QString& method, const QJsonObject& params) const {
    if (m_state->outlet) {
        m_state->outlet->notify(
            {{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, method}, {u"params"_s, params}});
    }
}

} // namespace bulkhead::mcp
