// SPDX-License-Identifier: MIT
// EditorModel: what must come of editing, refreshing, publishing and reverting, said without any
// code of the program: objects are maps of words.
#pragma once

#include <QString>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace bulkhead::tests {

using Fields = std::map<QString, QString>; ///< a field that is not there is empty
/// nullopt: the object is not there.
using Thing = std::optional<Fields>;

/// The objects of a manager that the test touches, by path.
class World final {
public:
    [[nodiscard]] Thing at(const QString& path) const {
        const auto found = m_things.find(path);
        return found == m_things.end() ? Thing() : Thing(found->second);
    }
    void set(const QString& path, const Thing& thing) {
        if (thing) {
            m_things[path] = *thing;
        } else {
            m_things.erase(path);
        }
    }
    [[nodiscard]] std::vector<QString> paths() const {
        std::vector<QString> all;
        for (const auto& [path, fields] : m_things) {
            all.push_back(path);
        }
        return all;
    }
    friend bool operator==(const World&, const World&) = default;

private:
    std::map<QString, Fields> m_things;
};

struct Change {
    QString path;
    Thing before;
    Thing after;
};

/// What becomes of one change when the manager has `theirs` by now; nothing: both sides want
/// something else, so a person has to decide.
inline std::optional<Thing> merged(const Change& change, const Thing& theirs) {
    if (theirs == change.after || theirs == change.before) {
        return change.after;
    }
    if (!change.before || !change.after || !theirs) {
        return std::nullopt;
    }
    std::set<QString> names;
    for (const Fields* fields : {&*change.before, &*change.after, &*theirs}) {
        for (const auto& [name, value] : *fields) {
            names.insert(name);
        }
    }
    Fields result;
    for (const QString& name : names) {
        const auto of = [&name](const Thing& thing) {
            const auto found = thing->find(name);
            return found == thing->end() ? QString() : found->second;
        };
        const QString base = of(change.before);
        const QString mine = of(change.after);
        const QString other = of(theirs);
        if (mine != base && other != base && mine != other) {
            return std::nullopt;
        }
        const QString& value = mine != base ? mine : other;
        if (!value.isEmpty()) {
            result[name] = value;
        }
    }
    return Thing(result);
}

/// The changes carried out on `world`, as far as it differs; nothing if one of them collides.
struct Carried {
    World world;
    std::vector<Change> images; ///< what was replaced by what
    bool mixes = false;         ///< an object has the changes of both sides now
};

inline std::optional<Carried> carriedOut(const std::vector<Change>& changes, const World& world) {
    Carried result{world, {}, false};
    for (const Change& change : changes) {
        const Thing theirs = result.world.at(change.path);
        const auto wanted = merged(change, theirs);
        if (!wanted) {
            return std::nullopt;
        }
        if (*wanted != theirs) {
            result.mixes = result.mixes || theirs != change.before;
            result.images.push_back({change.path, theirs, *wanted});
            result.world.set(change.path, *wanted);
        }
    }
    return result;
}

/// Taking something back: nothing if somebody has touched it since.
inline std::optional<World> takenBack(const std::vector<Change>& images, World world) {
    for (const Change& image : images) {
        const Thing now = world.at(image.path);
        if (now != image.before && now != image.after) {
            return std::nullopt;
        }
    }
    for (const Change& image : images) {
        world.set(image.path, image.before);
    }
    return world;
}

/// What one editor has staged on the state that he saw last.
class EditorModel final {
public:
    explicit EditorModel(World base) : m_base(std::move(base)) {}

    [[nodiscard]] World current() const {
        World world = m_base;
        for (const Change& step : m_steps) {
            world.set(step.path, step.after);
        }
        return world;
    }
    void stage(const QString& path, const Thing& after) {
        const Thing before = current().at(path);
        if (before != after) {
            m_steps.push_back({path, before, after});
        }
    }
    /// One change an object, from the base to now.
    [[nodiscard]] std::vector<Change> net() const {
        std::vector<Change> changes;
        for (const Change& step : m_steps) {
            const auto known =
                std::find_if(changes.begin(), changes.end(),
                             [&step](const Change& change) { return change.path == step.path; });
            if (known == changes.end()) {
                changes.push_back(step);
            } else {
                known->after = step.after;
            }
        }
        std::erase_if(changes, [](const Change& change) { return change.before == change.after; });
        return changes;
    }
    /// Step by step on a newer state; false, and nothing is different, if one collides.
    bool refresh(const World& fresh) {
        World world = fresh;
        std::vector<Change> steps;
        for (const Change& step : m_steps) {
            const Thing theirs = world.at(step.path);
            const auto wanted = merged(step, theirs);
            if (!wanted) {
                return false;
            }
            if (*wanted != theirs) {
                steps.push_back({step.path, theirs, *wanted});
                world.set(step.path, *wanted);
            }
        }
        m_base = fresh;
        m_steps = std::move(steps);
        return true;
    }
    void startOver(World fresh) {
        m_base = std::move(fresh);
        m_steps.clear();
    }

private:
    World m_base;
    std::vector<Change> m_steps;
};

} // namespace bulkhead::tests
