// SPDX-License-Identifier: MIT
#include "mcp/change_watch.h"

#include "base/task_keeper.h"

namespace bulkhead::mcp {

namespace {

constexpr int kLongestBackOff = 16;

} // namespace

ChangeWatch::ChangeWatch(ResourceReader reader, std::chrono::milliseconds interval, QObject* parent)
    : QObject(parent), m_reader(std::move(reader)), m_interval(interval) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ChangeWatch::lookAtAll);
}

ChangeWatch::~ChangeWatch() {
    m_cancel.cancel();
}

bool ChangeWatch::watch(const QString& uri, const ResourceAddress& address) {
    if (!m_watched.contains(uri) && m_watched.size() >= kMost) {
        return false;
    }
    Watched& watched = m_watched[uri];
    ++watched.listeners;
    if (watched.listeners > 1) {
        return true;
    }
    watched.address = address;
    // The first look tells what the later ones are compared with, so it comes at once.
    m_round << uri;
    m_backOff = 1;
    if (!m_busy) {
        lookAtNext();
    }
    return true;
}

void ChangeWatch::unwatch(const QString& uri) {
    const auto found = m_watched.find(uri);
    if (found == m_watched.end() || --found->listeners > 0) {
        return;
    }
    m_watched.erase(found);
    if (m_watched.isEmpty()) {
        clear();
    }
}

void ChangeWatch::clear() {
    m_watched.clear();
    m_round.clear();
    m_timer.stop();
    m_cancel.cancel();
    m_cancel = CancellationSource();
}

void ChangeWatch::schedule() {
    m_backOff = m_failed ? qMin(m_backOff * 2, kLongestBackOff) : 1;
    m_failed = false;
    m_timer.start(m_interval * m_backOff);
}

void ChangeWatch::lookAtAll() {
    m_round = m_watched.keys();
    if (!m_busy) {
        lookAtNext();
    }
}

void ChangeWatch::lookAtNext() {
    while (!m_round.isEmpty()) {
        const QString uri = m_round.takeFirst();
        const auto found = m_watched.constFind(uri);
        if (found == m_watched.cend()) {
            continue;
        }
        m_busy = true;
        keepTask<Result<QByteArray>>(
            this, m_reader.fingerprint(found->address, m_cancel.token()),
            [this, uri](const Result<QByteArray>& fingerprint) { take(uri, fingerprint); });
        return;
    }
    if (m_watched.isEmpty()) {
        Q_EMIT idle();
    } else if (!m_timer.isActive()) {
        schedule();
    }
}

void ChangeWatch::take(const QString& uri, const Result<QByteArray>& fingerprint) {
    m_busy = false;
    const auto found = m_watched.find(uri);
    if (found != m_watched.end()) {
        if (!fingerprint) {
            m_failed = true;
        } else if (found->fingerprint.isEmpty()) {
            found->fingerprint = *fingerprint;
        } else if (found->fingerprint != *fingerprint) {
            found->fingerprint = *fingerprint;
            Q_EMIT changed(uri);
        }
    }
    lookAtNext();
}

} // namespace bulkhead::mcp
