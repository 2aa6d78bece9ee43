// SPDX-License-Identifier: MIT
// GroupEditor: name, description and criteria of one group, with its members while they are typed.
#pragma once

#include "desktop/places/object_editor.h"

#include <QJsonArray>

namespace bulkhead::desktop {

class CriteriaEditor;
class MemberPreview;

class GroupEditor final : public ObjectEditor {
    Q_OBJECT

public:
    /// `document` outlives the editor.
    explicit GroupEditor(Document& document, QWidget* parent = nullptr);
    ~GroupEditor() override;

    void focusContent() override;
    [[nodiscard]] MemberPreview& preview() const { return *m_preview; }

protected:
    [[nodiscard]] const model::ObjectHeader* headerOf(const QString& path) const override;
    [[nodiscard]] QString lockedBecause(const QString& path) const override;
    void loadContent() override;
    [[nodiscard]] bool isContentLoaded() const override;
    void stageContent() override;
    void followSnapshot() override;
    [[nodiscard]] Result<change::Step> creation(const model::ObjectHeader& header) override;
    [[nodiscard]] Result<change::Step>
    headerChange(const QString& field,
                 const std::function<void(model::ObjectHeader&)>& change) override;

private:
    void makeNotes();
    void makeFooter();
    void askMembers();
    void showSentence();
    [[nodiscard]] QJsonArray storedCriteria() const;

    QLabel* m_sentence;
    QLabel* m_kept;
    CriteriaEditor* m_criteria;
    QWidget* m_buttons;
    MemberPreview* m_preview;
    QJsonArray m_loaded; ///< the criteria when the fields last agreed with the document
};

} // namespace bulkhead::desktop
