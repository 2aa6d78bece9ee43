// SPDX-License-Identifier: MIT
#include "mcp/progress_reporter.h"

#include "base/text.h"
#include "mcp/message.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPauseMs = 250;

struct Reporter {
    QJsonValue token;
    Reply reply;
    Dialect dialect;
    QElapsedTimer sinceLast;
    std::optional<qint64> last;

    void report(const Progress& progress) {
        if (last && (progress.done <= *last || sinceLast.elapsed() < kPauseMs)) {
            return;
        }
        last = progress.done;
        sinceLast.start();
        QJsonObject params{{u"progressToken"_s, token}, {u"progress"_s, progress.done}};
        if (progress.total) {
            params.insert(u"total"_s, *progress.total);
        }
        if (dialect.hasProgressMessage()) {
            params.insert(u"message"_s, cleanLine(progress.activity));
        }
        reply.notify(u"notifications/progress"_s, params);
    }
};

} // namespace

ProgressCallback progressFor(const QJsonObject& params, const Reply& reply, Dialect dialect) {
    const QJsonValue token = params.value(u"_meta"_s).toObject().value(u"progressToken"_s);
    if (!isIdentifier(token)) {
        return {};
    }
    const auto reporter =
        std::make_shared<Reporter>(Reporter{token, reply, dialect, {}, std::nullopt});
    return [reporter](const Progress& progress) { reporter->report(progress); };
}

} // namespace bulkhead::mcp
