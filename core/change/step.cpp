// SPDX-License-Identifier: MIT
#include "change/step.h"

#include "base/text.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

Step Step::inverse() const {
    Step back{title, {}, {}};
    back.edits.reserve(edits.size());
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
        back.edits.push_back(edit->inverse());
    }
    return back;
}

bool Step::changesNothing() const {
    return std::all_of(edits.begin(), edits.end(),
                       [](const Edit& edit) { return edit.before == edit.after; });
}

bool merge(Step& step, const Step& next) {
    const auto follows = [](const Edit& one, const Edit& other) {
        return one.kind == other.kind && one.path == other.path && one.after == other.before;
    };
    if (step.mergeKey.isEmpty() || step.mergeKey != next.mergeKey ||
        !std::equal(step.edits.begin(), step.edits.end(), next.edits.begin(), next.edits.end(),
                    follows)) {
        return false;
    }
    for (std::size_t i = 0; i < step.edits.size(); ++i) {
        step.edits[i].after = next.edits[i].after;
    }
    step.title = next.title;
    return true;
}

QJsonObject toJson(const Step& step) {
    QJsonArray edits;
    for (const Edit& edit : step.edits) {
        edits.append(toJson(edit));
    }
    QJsonObject json{{u"title"_s, step.title}, {u"edits"_s, edits}};
    if (!step.mergeKey.isEmpty()) {
        json.insert(u"merge_key"_s, step.mergeKey);
    }
    return json;
}

Result<Step> stepFromJson(const QJsonObject& json) {
    if (!json.value(u"edits"_s).isArray()) {
        return fail(ErrorKind::InvalidInput, u"Check that the file is complete."_s,
                    u"A step of the draft has no edits."_s);
    }
    Step step;
    step.title = cleanLine(json.value(u"title"_s).toString());
    step.mergeKey = json.value(u"merge_key"_s).toString();
    const QJsonArray edits = json.value(u"edits"_s).toArray();
    for (const QJsonValue value : edits) {
        auto edit = editFromJson(value.toObject());
        if (!edit) {
            return fail(edit.error());
        }
        step.edits.push_back(std::move(*edit));
    }
    return step;
}

} // namespace bulkhead::change
