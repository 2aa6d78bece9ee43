// SPDX-License-Identifier: MIT
// TagEdit: what shall happen to the tags of machines, what that means, and the step that does it.
#pragma once

#include "change/step.h"
#include "model/object_header.h"
#include "nsx/tag_api.h"
#include "snapshot/snapshot.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::desktop {

/// The tags that machines shall have, by external id.
using TagPlan = QHash<QString, std::vector<model::Tag>>;

enum class TagMode : quint8 { Add, Remove, Replace };

/// What each machine would have afterwards. Machines that the snapshot does not know are left out.
[[nodiscard]] TagPlan planTags(const snapshot::Snapshot& snapshot, const QStringList& machineIds,
                               TagMode mode, const std::vector<model::Tag>& tags);

/// "scope|value", or the value alone; raw.
[[nodiscard]] QString tagWord(const model::Tag& tag);
/// From that form: a text without a bar is a value without scope. InvalidInput, the remedy a
/// sentence, for what NSX does not take.
[[nodiscard]] Result<model::Tag> tagFromWord(const QString& word);
[[nodiscard]] Result<model::Tag> checkTag(const QString& scope, const QString& value);

/// The step that gives machines these tags. Fails as change::changeMachineTags does.
[[nodiscard]] Result<change::Step> tagStep(const snapshot::Snapshot& snapshot, const TagPlan& plan,
                                           const QString& title);

/// What a plan means, in clean sentences.
struct TagConsequences {
    QStringList typos;  ///< tags that nothing carries and that look like a typing error
    QStringList groups; ///< who enters and leaves which group
    int machines = 0;   ///< that change at all
};
/// `used` as EstateWords::tags(). Pure; O(groups × machines that change).
[[nodiscard]] TagConsequences consequencesOf(const snapshot::SnapshotPointer& snapshot,
                                             const TagPlan& plan,
                                             const std::vector<nsx::TagUse>& used);

} // namespace bulkhead::desktop
