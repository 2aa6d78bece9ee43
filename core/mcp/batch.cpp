// SPDX-License-Identifier: MIT
#include "mcp/batch.h"

namespace bulkhead::mcp {

Batch::Batch(Send send, Notify notify) : m_send(std::move(send)), m_notify(std::move(notify)) {}

void Batch::seal() {
    finishOne();
}

void Batch::answer(const QJsonObject& message) {
    m_answers.append(message);
    finishOne();
}

void Batch::drop() {
    finishOne();
}

void Batch::notify(const QJsonObject& message) {
    m_notify(message);
}

void Batch::finishOne() {
    if (--m_open == 0 && !m_answers.isEmpty()) {
        m_send(m_answers);
    }
}

} // namespace bulkhead::mcp
