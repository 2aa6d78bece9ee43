// SPDX-License-Identifier: MIT
#include "desktop/history/history_details.h"

#include "base/text.h"
#include "desktop/history/history_model.h"
#include "desktop/widgets/inspector.h"

#include <QCoreApplication>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostObjects = 100;
constexpr qsizetype kMostRequests = 20;

QString tr(const char* text) {
    return QCoreApplication::translate("bulkhead::desktop::HistoryPlace", text);
}

std::optional<change::Edit> editOf(const change::BeforeImage& image) {
    if (image.kind == change::ImageKind::MachineTags) {
        return change::Edit{change::ObjectKind::MachineTags, image.path, image.before, image.after};
    }
    const auto kind = change::kindOfPath(image.path);
    return image.kind == change::ImageKind::Object && kind
               ? std::optional(change::Edit{*kind, image.path, image.before, image.after})
               : std::nullopt;
}

QString sides(const QString& before, const QString& after) {
    return before.isEmpty()  ? after
           : after.isEmpty() ? before + u" → "_s + tr("nothing")
                             : before + u" → "_s + after;
}

void addPlace(Inspector& inspector, const change::BeforeImage& image,
              const change::NameOf& nameOf) {
    const auto behind = [&nameOf](const QJsonValue& sibling) {
        return sibling.toString().isEmpty() ? tr("first")
                                            : tr("after %1").arg(nameOf(sibling.toString()));
    };
    inspector.addParagraph(tr("%1 was moved").arg(nameOf(image.path)));
    inspector.addField(tr("place"), sides(behind(image.before), behind(image.after)));
}

void addObjects(Inspector& inspector, const HistoryEntry& entry, const change::NameOf& nameOf) {
    if (entry.images.empty()) {
        return;
    }
    inspector.addSection(entry.result == HistoryResult::Open ||
                                 entry.result == HistoryResult::Failed
                             ? tr("What was to change")
                             : tr("What changed"));
    const std::size_t shown = std::min(entry.images.size(), kMostObjects);
    for (std::size_t i = 0; i < shown; ++i) {
        const change::BeforeImage& image = entry.images[i];
        const auto edit = editOf(image);
        if (!edit) {
            addPlace(inspector, image, nameOf);
            continue;
        }
        inspector.addParagraph(change::inWords(*edit, nameOf));
        for (const change::FieldChange& field : change::fieldChanges(*edit, nameOf)) {
            inspector.addField(field.field, sides(field.before, field.after));
        }
    }
    if (entry.images.size() > shown) {
        inspector.addParagraph(tr("and %1 more objects; the raw JSON has all of them")
                                   .arg(entry.images.size() - shown),
                               true);
    }
}

QString realizationWords(const QString& state) {
    return state == u"realized"      ? tr("taken over")
           : state == u"in_progress" ? tr("were still taking it over")
           : state == u"error"       ? tr("reported an error")
                                     : QString();
}

QString undoWords(const HistoryEntry& entry) {
    if (!entry.undoState) {
        return {};
    }
    QString words;
    switch (*entry.undoState) {
    case guard::UndoState::Recorded:
        words = tr("can be taken back");
        break;
    case guard::UndoState::Prepared:
        words = tr("nobody knows whether it was made; taking it back finds out");
        break;
    case guard::UndoState::Undoing:
        words = tr("is being taken back");
        break;
    case guard::UndoState::Undone:
        words = tr("taken back");
        break;
    case guard::UndoState::NotMade:
        words = tr("was never made");
        break;
    case guard::UndoState::Expired:
        words = tr("too old");
        break;
    }
    const QString& why = entry.noUndo.isEmpty() ? entry.undoNote : entry.noUndo;
    return why.isEmpty() ? words : words + u": "_s + why;
}

} // namespace

void describeEntry(Inspector& inspector, const HistoryEntry& entry, const change::NameOf& nameOf) {
    inspector.begin(u"history"_s, QString(entry.operation).replace(u'_', u' '), entry.what);
    inspector.addField(tr("Result"), resultWord(entry.result), lookOf(entry.result).color);
    inspector.addParagraph(entry.problem);
    inspector.addField(tr("When"), momentWords(entry.time));
    inspector.addField(tr("Manager"), entry.target);
    inspector.addField(tr("Who"), whoWords(entry));
    inspector.addField(tr("Author"), entry.author == entry.person ? QString() : entry.author);
    inspector.addField(tr("Confirmed by"), entry.approvedBy);
    inspector.addField(tr("Reason"), entry.reason);
    inspector.addField(tr("Risk"), entry.risk);
    inspector.addField(tr("Hosts"), realizationWords(entry.realization));
    inspector.addField(tr("Took"),
                       entry.durationMs ? tr("%1 ms").arg(*entry.durationMs) : QString());
    inspector.addField(tr("Undo"), undoWords(entry));
    inspector.addField(tr("Undo id"), entry.undoId);
    addObjects(inspector, entry, nameOf);
    if (!entry.requests.isEmpty()) {
        inspector.addSection(tr("What was sent"));
        for (const QString& request : entry.requests.mid(0, kMostRequests)) {
            inspector.addParagraph(request);
        }
    }
    if (!entry.images.empty()) {
        inspector.addRaw([images = entry.images] {
            return QJsonObject{{u"objects"_s, change::imagesToJson(images)}};
        });
    }
    inspector.finish();
}

} // namespace bulkhead::desktop
