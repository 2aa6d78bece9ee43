// SPDX-License-Identifier: MIT
#include "desktop/firewall/operand_candidates.h"

#include "model/service.h"

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

OperandCandidate candidate(const model::ObjectHeader& header, const QString& hint) {
    return {header.path, header.label(), hint, (header.label() + u' ' + header.id).toLower()};
}

void sortByName(std::vector<OperandCandidate>& candidates) {
    std::sort(candidates.begin(), candidates.end(),
              [](const OperandCandidate& a, const OperandCandidate& b) {
                  return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
              });
}

} // namespace

std::vector<OperandCandidate> groupCandidates(const snapshot::Snapshot& snapshot) {
    std::vector<OperandCandidate> candidates;
    candidates.reserve(snapshot.groups().size());
    for (const model::Group& group : snapshot.groups()) {
        candidates.push_back(candidate(group.header, {}));
    }
    sortByName(candidates);
    return candidates;
}

std::vector<OperandCandidate> serviceCandidates(const snapshot::Snapshot& snapshot) {
    std::vector<OperandCandidate> candidates;
    candidates.reserve(snapshot.services().size());
    for (const model::Service& service : snapshot.services()) {
        QStringList entries;
        for (const model::ServiceEntry& entry : service.entries) {
            entries << model::inWords(entry);
        }
        candidates.push_back(candidate(service.header, entries.join(u", "_s)));
        candidates.back().searched += u' ' + entries.join(u' ').toLower();
    }
    sortByName(candidates);
    return candidates;
}

std::vector<OperandCandidate> profileCandidates(const snapshot::Snapshot& snapshot) {
    std::vector<OperandCandidate> candidates;
    for (const model::ContextProfile& profile : snapshot.contextProfiles()) {
        candidates.push_back(candidate(profile.header, {}));
    }
    sortByName(candidates);
    return candidates;
}

} // namespace bulkhead::desktop
