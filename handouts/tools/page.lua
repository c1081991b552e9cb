-- Turns a page of the handouts, or a lesson's README, into its place in build/handouts (or in the book).
--
-- Metadata: source (the file, from the kit's top folder), root (the kit's top folder),
-- slug (the page's name), book (all pages in one document: links become anchors).

local root, slug, book, folder = ".", "", false, ""
local picture_count = 0

local function escape(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;"):gsub('"', "&quot;"))
end

local function read(path)
  local file = io.open(root .. "/" .. path) or error(slug .. ": there is no " .. path)
  local text = file:read("a")
  file:close()
  return text
end

local function exists(path)
  local file = io.open(root .. "/" .. path)
  if file then file:close() end
  return file ~= nil
end

-- "handouts" and "../lessons/x" make "lessons/x".
local function join(base, path)
  local parts = {}
  for part in (base .. "/" .. path):gmatch("[^/]+") do
    if part == ".." then table.remove(parts) elseif part ~= "." then table.insert(parts, part) end
  end
  return table.concat(parts, "/")
end

-- The built page of a Markdown file, nil when it has none.
local function page_of(path)
  if path == "handouts/README.md" or path == "handouts" then return "index" end
  local lesson = path:match("^lessons/([^/]+)/README%.md$") or path:match("^lessons/([^/]+)$")
  return lesson and "lesson-" .. lesson or path:match("^handouts/([%w-]+)%.md$")
end

local function anchored(page, anchor)
  if book then return "#" .. page .. (anchor ~= "" and "--" .. anchor or "") end
  return page .. ".html" .. (anchor ~= "" and "#" .. anchor or "")
end

local function read_settings(meta)
  local function word(name) return meta[name] and pandoc.utils.stringify(meta[name]) or nil end
  root, slug, book = word("root") or ".", word("slug") or "", word("book") ~= nil
  folder = (word("source") or ""):match("^(.*)/[^/]*$") or "."
end

local function rewrite_link(link)
  if link.target:match("^%a+:") then return link end
  local path, anchor = link.target:match("^([^#]*)#?(.*)$")
  if path == "" then
    if book then link.target = "#" .. slug .. "--" .. anchor end
    return link
  end
  local file = join(folder, path)
  local page = page_of(file)
  if not exists(file) then
    error(slug .. ": the link " .. link.target .. " leads nowhere")
  elseif page then
    link.target = anchored(page, anchor)
  elseif book then
    return link.content
  else
    link.target = "files/" .. file
  end
  return link
end

-- A picture becomes part of the page, with its text alternative, so that it follows the page's colours.
local function draw(image, alternative)
  local path = join(folder, image.src)
  local svg = read(path)
  picture_count = picture_count + 1
  if book then
    return pandoc.RawBlock("html", string.format('<figure class="picture"><img src="%s" alt="%s"></figure>',
      path, escape(alternative)))
  end
  local name = "p" .. picture_count
  svg = svg:gsub("<title>.-</title>%s*", "")
    :gsub(' id="([%w-]+)"', ' id="' .. name .. '-%1"'):gsub("url%(#([%w-]+)%)", "url(#" .. name .. "-%1)")
    :gsub("<svg ", string.format('<svg role="img" aria-label="%s" ', escape(alternative)), 1)
    :gsub("\n", " ")
  return pandoc.RawBlock("html", '<figure class="picture">' .. svg .. "</figure>")
end

local function is_picture(block)
  if block.t ~= "Para" or #block.content ~= 1 or block.content[1].t ~= "Image" then return nil end
  return block.content[1].src:match("%.svg$") and block.content[1]
end

-- What the comment above a block says about it: a line to stand above the block, and its class.
local function caption(comment)
  local kind, name = comment:match("^<!%-%- (%a+): ([%w_.-]+)")
  if kind == "program" then
    local path = "handouts/examples/" .. name
    local link = book and escape(name) or string.format('<a href="files/%s">%s</a>', path, escape(name))
    return '<p class="caption">' .. link .. "</p>", "program"
  elseif kind == "output" then
    return nil, "output"
  elseif kind == "grader" then
    return '<p class="caption">The grader says</p>', "grader"
  end
end

local function settle_blocks(blocks)
  local result = pandoc.List()
  local i = 1
  while i <= #blocks do
    local block, following = blocks[i], blocks[i + 1]
    local picture = is_picture(block)
    if picture then
      result:insert(draw(picture, pandoc.utils.stringify(picture.caption)))
    elseif block.t == "CodeBlock" and #block.classes == 0 and (block.text:match("^cc ") or block.text:match("^make ")) then
      block.classes:insert("sh") -- commands to copy; lessons indent them
      result:insert(block)
    elseif block.t == "RawBlock" and block.text:match("^<!%-%-") then
      local line, class = caption(block.text)
      if class and following and following.t == "CodeBlock" then
        if line then result:insert(pandoc.RawBlock("html", line)) end
        following.classes:insert(class)
      end
    else
      result:insert(block)
    end
    i = i + 1
  end
  return result
end

local function settle_header(header)
  if header.identifier == "" then return header end
  local id = header.identifier
  if book then header.identifier = header.level == 1 and slug or slug .. "--" .. id
  elseif header.level == 1 then
    return {} -- the template has it, above the contents
  else -- empty, so that the contents do not repeat it; the style sheet shows a sign
    header.content:insert(pandoc.Link({}, "#" .. id, "", { class = "anchor", ["aria-label"] = "Link to this section" }))
  end
  return header
end

-- A wide table scrolls by itself, also by keyboard, and the page does not.
local function settle_table(tbl)
  return { pandoc.RawBlock("html", '<div class="table" tabindex="0" role="region" aria-label="Table">'), tbl,
    pandoc.RawBlock("html", "</div>") }
end

return {
  { Meta = read_settings },
  { Blocks = settle_blocks },
  { Link = rewrite_link, Header = settle_header, Table = settle_table },
}
