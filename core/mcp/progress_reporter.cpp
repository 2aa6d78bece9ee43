// SPDX-License-Identifier: MIT
#include "mcp/progress_reporter.h"

#include "base/text.h"
#include "mcp/message.h"

#include <cmath>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPauseMs = 250;
/// A client that hears nothing for long gives up, so work that only waits says that it does.
constexpr qint64 kSignOfLifeMs = 5'000;

struct Reporter {
    QJsonValue token;
    Reply reply;
    Dialect dialect;
    QElapsedTimer sinceLast;
    std::optional<double> last;
    QString activity;

    void report(const Progress& progress) {
        auto done = static_cast<double>(progress.done);
        if (last) {
            const qint64 elapsed = sinceLast.elapsed();
            const bool moved = done > *last || progress.activity != activity;
            if (elapsed < (moved ? kPauseMs : kSignOfLifeMs)) {
                return;
            }
            if (done <= *last) {
                // It must grow although nothing was finished: half of the way to the next step.
                done = *last + (std::floor(*last) + 1 - *last) / 2;
            }
            if (done <= *last) {
                return;
            }
        }
        last = done;
        activity = progress.activity;
        sinceLast.start();
        QJsonObject params{{u"progressToken"_s, token}, {u"progress"_s, done}};
        if (progress.total && static_cast<double>(*progress.total) >= done) {
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
        std::make_shared<Reporter>(Reporter{token, reply, dialect, {}, std::nullopt, {}});
    return [reporter](const Progress& progress) { reporter->report(progress); };
}

} // namespace bulkhead::mcp
