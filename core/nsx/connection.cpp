// SPDX-License-Identifier: MIT
#include "nsx/connection.h"

#include "nsx/engine.h"

#include <utility>

namespace bulkhead::nsx {

Connection::Connection(config::Target target, config::Secret password, QObject* parent)
    : QObject(parent), m_engine(std::make_shared<Engine>(std::move(target), std::move(password))) {}

Connection::~Connection() {
    m_engine->shutDown();
}

const config::Target& Connection::target() const {
    return m_engine->target();
}

QString Connection::place() const {
    return m_engine->place();
}

Task<ManagerFacts> Connection::open(CancellationToken token) {
    return m_engine->open(std::move(token));
}

Task<Response> Connection::get(QString path, QUrlQuery query, CancellationToken token) {
    return m_engine->read(std::move(path), query, {}, std::move(token));
}

Task<Response> Connection::get(QString path, QUrlQuery query, ByteProgress progress,
                               CancellationToken token) {
    return m_engine->read(std::move(path), query, std::move(progress), std::move(token));
}

Task<Response> Connection::send(QByteArray method, QString path, QUrlQuery query, QByteArray json,
                                CancellationToken token) {
    return m_engine->write(std::move(method), std::move(path), query, std::move(json),
                           std::move(token));
}

Task<std::monostate> Connection::close() {
    return m_engine->close();
}

std::optional<CertificateFacts> Connection::certificate() const {
    return m_engine->certificate();
}

} // namespace bulkhead::nsx
