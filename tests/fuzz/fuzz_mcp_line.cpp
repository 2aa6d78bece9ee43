// SPDX-License-Identifier: MIT
// Any bytes as one line of JSON-RPC: classified without a crash, and a request always has an id
// that can be echoed.
#include "mcp/message.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bulkhead::mcp;
    const QByteArray line(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const QJsonDocument document = QJsonDocument::fromJson(line);
    const QJsonArray messages =
        document.isArray() ? document.array() : QJsonArray{QJsonValue(document.object())};
    for (const QJsonValue value : messages) {
        const Message message = classify(value);
        if (message.kind == MessageKind::Request &&
            (!isIdentifier(message.id) || message.method.isEmpty())) {
            std::abort();
        }
        if (message.kind == MessageKind::Invalid && message.fault.isEmpty()) {
            std::abort();
        }
    }
    return 0;
}
