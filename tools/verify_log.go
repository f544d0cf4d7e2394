// Verifies a published log with Go's own x/mod/sumdb, in which nothing of this house has a part.
//
//	verify_log VKEY[,VKEY …] FOLDER-or-URL [OLDER-CHECKPOINT …]
//
// The checkpoint has to be signed by a key; the entries have to come to its root, and every tile to the entries; and each
// older checkpoint, signed by one as well, has to be a beginning.
package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	if len(os.Args) < 3 {
		fail("usage: verify_log VKEY[,VKEY ...] FOLDER-or-URL [OLDER-CHECKPOINT ...]")
	}
	var known keys
	for _, line := range strings.Split(os.Args[1], ",") {
		verifier, err := note.NewVerifier(line)
		check(err, "the key")
		known = append(known, verifier)
	}
	source := shelf(os.Args[2])
	data, err := source.get("checkpoint")
	check(err, "the checkpoint")
	head := open(data, known)
	if head.N == 0 {
		if head.Hash != tlog.Hash(sha256.Sum256(nil)) {
			fail("the root of an empty log is the hash of nothing")
		}
		fmt.Println("ok 0")
		return
	}
	root, err := tlog.TreeHash(head.N, tlog.TileHashReader(head, source)) // x/mod 0.7.0 says all zeroes of an empty tree
	check(err, "the tiles")
	if root != head.Hash {
		fail("the tiles do not come to the root")
	}
	var tree memory
	for first := int64(0); first < head.N; first += 256 {
		tree.takeBundle(source, first, least(head.N-first, 256))
	}
	root, err = tlog.TreeHash(head.N, &tree)
	check(err, "the entries")
	if root != head.Hash {
		fail("the entries do not come to the root")
	}
	checkTiles(source, head.N, &tree)
	for _, path := range os.Args[3:] {
		older, err := os.ReadFile(path)
		check(err, path)
		checkOlder(open(older, known), head, &tree)
	}
	fmt.Println("ok", head.N)
}

// memory holds every hash of the tree, made from the entries alone.
type memory []tlog.Hash

func (m *memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(*m)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found[i] = (*m)[index]
	}
	return found, nil
}

func (m *memory) takeBundle(source shelf, first, width int64) {
	data, err := source.get("tile/entries/" + place(first/256, int(width)))
	check(err, "the entries")
	for index := first; index < first+width; index++ {
		if len(data) < 2 || len(data) < 2+int(data[0])<<8+int(data[1]) {
			fail(fmt.Sprint("a bundle is cut short at entry ", index))
		}
		end := 2 + int(data[0])<<8 + int(data[1])
		hashes, err := tlog.StoredHashes(index, data[2:end], m)
		check(err, "the entries")
		*m = append(*m, hashes...)
		data = data[end:]
	}
	if len(data) != 0 {
		fail(fmt.Sprint("a bundle goes on behind entry ", first+width-1))
	}
}

// checkTiles compares each tile with the entries: TileHashReader of x/mod 0.7.0 leaves some unread.
func checkTiles(source shelf, size int64, tree *memory) {
	for level := 0; size>>(height*level) > 0; level++ {
		rows := size >> (height * level)
		for n := int64(0); n*256 < rows; n++ {
			tile := tlog.Tile{H: height, L: level, N: n, W: int(least(rows-n*256, 256))}
			made, err := tlog.ReadTileData(tile, tree)
			check(err, "a tile")
			found, err := source.ReadTiles([]tlog.Tile{tile})
			check(err, "a tile")
			if !bytes.Equal(made, found[0]) {
				fail(fmt.Sprintf("tile %d of level %d is not that of the entries", n, level))
			}
		}
	}
}

func checkOlder(older, head tlog.Tree, tree *memory) {
	if older.N == 0 {
		return
	}
	proof, err := tlog.ProveTree(head.N, older.N, tree)
	check(err, "the proof of an older checkpoint")
	check(tlog.CheckTree(proof, head.N, head.Hash, older.N, older.Hash), "an older checkpoint")
}

func least(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

type keys []note.Verifier

// open reads a checkpoint; x/mod's own ParseTree takes the name of one log only.
func open(data []byte, known keys) tlog.Tree {
	signed, err := note.Open(data, note.VerifierList(known...))
	check(err, "the signature")
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != known[0].Name() || lines[3] != "" {
		fail("a checkpoint is origin, size and root")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err, "the size")
	root, err := tlog.ParseHash(lines[2])
	check(err, "the root")
	return tlog.Tree{N: size, Hash: root}
}

// shelf is where the log lies: a folder, or an address.
type shelf string

func (s shelf) get(path string) ([]byte, error) {
	if !strings.HasPrefix(string(s), "http") {
		return os.ReadFile(filepath.Join(string(s), path))
	}
	answer, err := http.Get(string(s) + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

func (s shelf) Height() int { return height }

func (s shelf) SaveTiles([]tlog.Tile, [][]byte) {}

func (s shelf) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, err := s.get(fmt.Sprintf("tile/%d/%s", tile.L, place(tile.N, tile.W)))
		if err != nil {
			return nil, err
		}
		found[i] = data
	}
	return found, nil
}

// place is the tile's number in groups of three digits, as C2SP has it; x/mod's own paths name the height too.
func place(n int64, width int) string {
	name := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		name = fmt.Sprintf("x%03d/%s", n%1000, name)
	}
	if width < 256 {
		name += fmt.Sprintf(".p/%d", width)
	}
	return name
}

func check(err error, what string) {
	if err != nil {
		fail(what + ": " + err.Error())
	}
}

func fail(words string) {
	fmt.Fprintln(os.Stderr, words)
	os.Exit(1)
}
