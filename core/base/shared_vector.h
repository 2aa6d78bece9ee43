// SPDX-License-Identifier: MIT
// SharedVector: a std::vector whose copies share their elements until one of them is changed.
#pragma once

#include <QSharedData>

#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace bulkhead {

/// Copying costs O(1); the first change to a shared copy costs O(n). Reads through a const object
/// never copy, so range-for over a const one. Copies may be used by different threads (the count
/// is atomic), one object only by one thread, as with any value.
template <typename T>
class SharedVector final {
public:
    using value_type = T;
    using const_iterator = typename std::vector<T>::const_iterator;
    using iterator = typename std::vector<T>::iterator;

    SharedVector() = default;
    SharedVector(std::vector<T> elements) // NOLINT(google-explicit-constructor): is one
        : m_data(new Data(std::move(elements))) {}
    SharedVector(std::initializer_list<T> elements) : SharedVector(std::vector<T>(elements)) {}

    // Reading.
    [[nodiscard]] const std::vector<T>& get() const {
        return m_data ? m_data->elements : nothing();
    }
    operator const std::vector<T>&() const { return get(); } // NOLINT(google-explicit-constructor)
    [[nodiscard]] std::size_t size() const { return get().size(); }
    [[nodiscard]] bool empty() const { return get().empty(); }
    [[nodiscard]] const_iterator begin() const { return get().begin(); }
    [[nodiscard]] const_iterator end() const { return get().end(); }
    [[nodiscard]] const T& operator[](std::size_t index) const { return get()[index]; }
    [[nodiscard]] const T& at(std::size_t index) const { return get().at(index); }
    [[nodiscard]] const T& front() const { return get().front(); }
    [[nodiscard]] const T& back() const { return get().back(); }
    [[nodiscard]] const T* data() const { return get().data(); }
    /// True if the two share their elements: then they are equal. The reverse need not hold.
    [[nodiscard]] bool sharesWith(const SharedVector& other) const {
        return m_data.constData() == other.m_data.constData();
    }

    // Changing: takes a copy first if the elements are shared.
    [[nodiscard]] std::vector<T>& edit() {
        if (!m_data) {
            m_data = new Data({});
        }
        return m_data->elements;
    }
    [[nodiscard]] iterator begin() { return edit().begin(); }
    [[nodiscard]] iterator end() { return edit().end(); }
    [[nodiscard]] T& operator[](std::size_t index) { return edit()[index]; }
    [[nodiscard]] T& at(std::size_t index) { return edit().at(index); }
    [[nodiscard]] T& front() { return edit().front(); }
    [[nodiscard]] T& back() { return edit().back(); }
    void push_back(T element) { edit().push_back(std::move(element)); }
    void reserve(std::size_t count) { edit().reserve(count); }
    void clear() { m_data.reset(); }

private:
    struct Data : QSharedData {
        explicit Data(std::vector<T> all) : elements(std::move(all)) {}
        std::vector<T> elements;
    };
    [[nodiscard]] static const std::vector<T>& nothing() {
        static const std::vector<T> none;
        return none;
    }

    QSharedDataPointer<Data> m_data;
};

} // namespace bulkhead
