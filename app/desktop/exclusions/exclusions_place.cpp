// SPDX-License-Identifier: MIT
#include "desktop/exclusions/exclusions_place.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/exclusions/exclusion_edit.h"
#include "desktop/exclusions/exclusion_table_model.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/places/row_commands.h"
#include "desktop/places/word_filter.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

#include <QKeySequence>
#include <QPushButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

std::vector<OperandCandidate> candidatesOf(const snapshot::Snapshot& snapshot) {
    std::vector<OperandCandidate> candidates = groupCandidates(snapshot);
    const auto add = [&candidates](const QString& path, const QString& name, const QString& hint) {
        candidates.push_back({path, name, hint, name.toLower()});
    };
    for (const model::VirtualMachine& machine : snapshot.machines()) {
        add(machine.externalId, machine.label(), ExclusionsPlace::tr("virtual machine"));
    }
    for (const model::Segment& segment : snapshot.segments()) {
        add(segment.header.path, segment.header.label(), ExclusionsPlace::tr("segment"));
    }
    for (const model::SegmentPort& port : snapshot.ports()) {
        add(port.header.path, port.header.label(), ExclusionsPlace::tr("port"));
    }
    return candidates;
}

} // namespace

ExclusionsPlace::ExclusionsPlace(Document& document, QWidget* parent)
    : TablePlace(u"exclusions"_s, document, tr("Filter by name, kind or machine"),
                 tr("Words must all be there; - before a word means not."), parent),
      m_model(new ExclusionTableModel(document, this)),
      m_nothing(new EmptyState(this)) {
    auto* view = new TableView(u"exclusions"_s, m_model, this);
    view->setAccessibleName(tr("Exclusion list"));
    view->tableHeader().setFlexible({static_cast<int>(ExclusionColumn::Name),
                                     static_cast<int>(ExclusionColumn::Names),
                                     static_cast<int>(ExclusionColumn::Path)});
    view->tableHeader().setDefaultWidths({240, 130, 110, 380, 300});
    install(view, {tr("excluded"), tr("excluded")}, u"search"_s);
    view->setSortingEnabled(true);
    view->sortByColumn(static_cast<int>(ExclusionColumn::Name), Qt::AscendingOrder);
    setNothingPage(m_nothing);
    makeCommands();
    connect(&document, &Document::snapshotChanged, this, [this] {
        if (m_panel) {
            m_panel->done(); // it asks about a list that is not the present one any more
        }
        reload();
    });
    connect(&document, &Document::membersChanged, this, &ExclusionsPlace::reload);
    connect(view, &TableView::rowActivated, this, &Place::openRequested);
}

void ExclusionsPlace::makeCommands() {
    m_commands = new RowCommands(table(), this);
    using Needs = RowCommands::Needs;
    m_commands->add(u"changeExclusions"_s, tr("&Choose what is excluded"),
                    QKeySequence(tr("Ctrl+E")), u"pencil"_s, Needs::Nothing, [this] { choose(); });
    m_commands->add(u"removeExclusions"_s, tr("&Protect again"), QKeySequence::Delete,
                    u"shield-check"_s, Needs::Rows, [this] { remove(); });
}

void ExclusionsPlace::reload() {
    m_model->reload();
    m_commands->setEditable(!document().isEmpty() && document().snapshot()->excludeList());
    showEmpty();
    filterAgain();
    inspectLater();
}

void ExclusionsPlace::showEmpty() {
    m_nothing->clearButtons();
    if (document().isEmpty()) {
        return;
    }
    if (!document().snapshot()->excludeList()) {
        m_nothing->setContent(u"circle-help"_s, tr("Not known"),
                              tr("This data does not say what is excluded. Read it again with a "
                                 "role that may see the exclusion list."));
        return;
    }
    m_nothing->setContent(u"shield-check"_s, tr("Nothing is excluded"),
                          tr("Every machine has the distributed firewall. What is put on this "
                             "list has none at all: no rule applies to it, and all its traffic "
                             "passes."));
    connect(m_nothing->addButton(u"exclusionsAdd"_s, tr("Exclude something…")),
            &QPushButton::clicked, this, &ExclusionsPlace::choose);
}

int ExclusionsPlace::count() const {
    const bool isKnown = !document().isEmpty() && document().snapshot()->excludeList();
    return isKnown ? static_cast<int>(document().snapshot()->excludeList()->members.size()) : -1;
}

bool ExclusionsPlace::holds(const QString& key) const {
    const bool isKnown = !document().isEmpty() && document().snapshot()->excludeList();
    return isKnown && key == document().snapshot()->excludeList()->header.path;
}

bool ExclusionsPlace::goTo(const QString& key) {
    return holds(key) || TablePlace::goTo(key);
}

std::vector<QAction*> ExclusionsPlace::commands() const {
    return m_commands->actions();
}

void ExclusionsPlace::fillContextMenu(QMenu& menu) const {
    addCommands(menu);
    TablePlace::fillContextMenu(menu);
}

void ExclusionsPlace::applyFilter(const QString& text) {
    const WordFilter filter(text);
    table().setFilter(filter.isEmpty() ? std::function<bool(const QModelIndex&)>()
                                       : [this, filter](const QModelIndex& index) {
                                             return filter.matches(m_model->searchText(index));
                                         });
}

void ExclusionsPlace::inspect() {
    const QModelIndex current = table().currentIndex();
    if (document().isEmpty() || !current.isValid()) {
        inspector().showNothing(tr("What stands here has no distributed firewall: no rule applies "
                                   "to it, and all its traffic passes."));
        return;
    }
    describeObject(inspector(), document(), table().currentKey());
}

void ExclusionsPlace::choose() {
    if (document().isEmpty() || !document().snapshot()->excludeList()) {
        return;
    }
    if (m_panel) {
        m_panel->done();
    }
    OperandQuestion question;
    question.title = tr("Excluded");
    question.operands = document().snapshot()->excludeList()->members;
    question.canBeAny = false;
    question.candidates = candidatesOf(*document().snapshot());
    m_panel = new OperandEditor(std::move(question), document().snapshot(), window());
    connect(m_panel, &OperandEditor::finished, this, [this](int) {
        QStringList members = m_panel->operands();
        members.removeAll(u"ANY"_s); // the editor's word for nothing
        const auto step = excludeExactly(*document().snapshot(), members);
        if (!step) {
            m_panel->showProblem(step.error().message());
            return;
        }
        m_panel->done();
        returnToTable();
        if (const Result<void> staged = document().stage(step); !staged) {
            Q_EMIT failed(staged.error());
        }
    });
    connect(m_panel, &OperandEditor::cancelled, this, &ExclusionsPlace::returnToTable);
    m_panel->endWith(*this);
    m_panel->showAt({mapTo(window(), QPoint(0, filterBar().height())), QSize(width(), 0)});
}

void ExclusionsPlace::remove() {
    const Result<void> staged =
        document().stage(includeAgain(*document().snapshot(), m_commands->selectedKeys()));
    if (!staged) {
        Q_EMIT failed(staged.error());
    }
}

} // namespace bulkhead::desktop
