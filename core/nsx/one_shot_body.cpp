// SPDX-License-Identifier: MIT
#include "nsx/one_shot_body.h"

#include <algorithm>
#include <utility>

namespace bulkhead::nsx {

OneShotBody::OneShotBody(QByteArray bytes, QObject* parent)
    : QIODevice(parent), m_bytes(std::move(bytes)) {
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OneShotBody::seek(qint64 /*position*/) {
    return false;
}

qint64 OneShotBody::readData(char* data, qint64 maximum) {
    const qint64 count = std::min<qint64>(maximum, m_bytes.size() - m_at);
    std::copy_n(m_bytes.constData() + m_at, count, data);
    m_at += count;
    return count;
}

qint64 OneShotBody::writeData(const char* /*data*/, qint64 /*size*/) {
    return -1;
}

} // namespace bulkhead::nsx
