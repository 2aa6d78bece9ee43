// SPDX-License-Identifier: MIT
#include "hits/hit_sampler.h"

#include "nsx/list_window.h"

#include <QDateTime>

#include <algorithm>

namespace bulkhead::hits {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kAtOnce = 3;

bool endsEverything(ErrorKind kind) {
    return kind == ErrorKind::Permission || kind == ErrorKind::Authentication ||
           kind == ErrorKind::Cancelled || kind == ErrorKind::Unreachable;
}

} // namespace

std::vector<HitSample> samplesIn(const nsx::StatisticsAnswer& answer) {
    std::vector<HitSample> samples;
    for (const nsx::RuleStatistics& rule : answer.rules) {
        if (!rule.rulePath.isEmpty() && rule.total.hits) {
            samples.push_back({rule.rulePath, rule.ruleNumber, *rule.total.hits});
        }
    }
    return samples;
}

Task<HitPass> sampleHits(QPointer<nsx::Connection> connection, QStringList policyIds,
                         CancellationToken token, ProgressCallback progress) {
    if (!connection) {
        co_return fail(nsx::connectionGone());
    }
    HitPass pass;
    pass.manager = connection->place();
    pass.asked = QDateTime::currentSecsSinceEpoch();
    std::optional<Error> first;
    qsizetype failed = 0;
    for (qsizetype from = 0; from < policyIds.size(); from += kAtOnce) {
        if (progress) {
            progress({u"Reading hit counters"_s, from, policyIds.size()});
        }
        const nsx::StatisticsApi api(connection);
        std::vector<Task<nsx::StatisticsAnswer>> questions;
        for (const QString& id : policyIds.mid(from, kAtOnce)) {
            questions.push_back(api.ofPolicy(id, token));
        }
        for (Task<nsx::StatisticsAnswer>& question : questions) {
            const auto answer = co_await question;
            if (answer) {
                const std::vector<HitSample> samples = samplesIn(*answer);
                pass.samples.insert(pass.samples.end(), samples.begin(), samples.end());
                continue;
            }
            ++failed;
            if (!first || endsEverything(answer.error().kind)) {
                first = answer.error();
            }
        }
        if (first && endsEverything(first->kind)) {
            co_return fail(std::move(*first));
        }
    }
    if (first && failed == policyIds.size()) {
        co_return fail(std::move(*first));
    }
    pass.answered = QDateTime::currentSecsSinceEpoch();
    co_return pass;
}

} // namespace bulkhead::hits
