// SPDX-License-Identifier: MIT
#include "simulator/rate_gate.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

ApiError tooManyRequests(const QString& user, int perSecond) {
    return {429, 102, u"common-services"_s,
            u"Client '"_s + user + u"' exceeded request rate of "_s + QString::number(perSecond) +
                u" per second."_s};
}

Answer<RateGate::Ticket> RateGate::enter(const QString& user) {
    const std::scoped_lock lock(m_mutex);
    Client& client = m_clients[user];
    const auto now = std::chrono::steady_clock::now();
    while (!client.lastSecond.empty() &&
           now - client.lastSecond.front() >= std::chrono::seconds(1)) {
        client.lastSecond.pop_front();
    }
    if (m_perSecond > 0 && client.lastSecond.size() >= static_cast<std::size_t>(m_perSecond)) {
        return refuse(tooManyRequests(user, m_perSecond));
    }
    if (m_concurrent > 0 && client.running >= m_concurrent) {
        // The guides say 429, the field's own description 503; no code is known.
        return refuse({429, 102, u"common-services"_s,
                       u"Client '"_s + user + u"' exceeded request concurrency of "_s +
                           QString::number(m_concurrent) + u"."_s});
    }
    if (m_perSecond > 0) {
        client.lastSecond.push_back(now);
    }
    ++client.running;
    return Ticket(&client, [this](Client* entered) {
        const std::scoped_lock leaving(m_mutex);
        --entered->running;
    });
}

} // namespace bulkhead::simulator
