package ui

import (
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/storage/repository"
)

// pictureFolder is a folder with a picture, one that is damaged, a text and a folder.
func pictureFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	file, err := os.Create(filepath.Join(folder, "red.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = []uint8{200, 30, 20, 255}[i%4]
	}
	err = errors.Join(png.Encode(file, img), os.WriteFile(filepath.Join(folder, "torn.PNG"), []byte("no picture"), 0o600),
		os.WriteFile(filepath.Join(folder, "notes.txt"), nil, 0o600), os.Mkdir(filepath.Join(folder, "more.png"), 0o700))
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestFileDialogsShowPicturesSmall(t *testing.T) {
	b := newBench(t)
	b.folder = pictureFolder(t)
	plain, err := repository.ForScheme("file")
	if err != nil {
		t.Fatal(err)
	}
	b.askSketch()
	b.settle()
	b.has("dialogs=1")
	repo, _ := repository.ForScheme("file")
	icons, ok := repo.(*fileIcons)
	if !ok {
		t.Fatalf("files come from %T", repo)
	}
	if red, torn := icons.made[filepath.Join(b.folder, "red.png")], icons.made[filepath.Join(b.folder, "torn.PNG")]; red == nil || torn != nil {
		t.Errorf("icons are %v", icons.made)
	}
	shown := false
	img := b.win.Canvas().Capture()
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y && !shown; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			shown = shown || color.NRGBAModel.Convert(img.At(x, y)) == color.NRGBA{200, 30, 20, 255}
		}
	}
	if !shown {
		t.Error("the picture is not in the dialog")
	}
	b.escape()
	b.has("dialogs=0")
	if repo, _ := repository.ForScheme("file"); repo != plain {
		t.Errorf("afterwards files come from %T", repo)
	}
}

func TestFileIconsLeaveTheRestAsItIs(t *testing.T) {
	b := newBench(t)
	folder := pictureFolder(t)
	f, end := b.showFileIcons(pictureFiles(), func() {})
	at, err := storage.ListerForURI(storage.NewFileURI(folder))
	if err != nil {
		t.Fatal(err)
	}
	list, err := at.List()
	if err != nil || len(list) != 4 {
		t.Fatalf("%v, %v", list, err)
	}
	for _, file := range list {
		_, drawn := file.(fyne.URIWithIcon)
		if want := filepath.Ext(file.Name()) != ".txt"; drawn != want || f.Matches(file) != want {
			t.Errorf("%s: icon %v, chosen %v", file.Name(), drawn, f.Matches(file))
		}
		if p, ok := file.(pictureFile); ok && file.Name() == "red.png" {
			before := p.Icon()
			b.settle()
			if p.Icon() == before || p.Extension() != "" || !f.Matches(file) {
				t.Error("the picture has no icon, or shows its ending")
			}
		}
		if folder, err := storage.CanList(file); err != nil || folder != (file.Name() == "more.png") {
			t.Errorf("%s: is a folder: %v, %v", file.Name(), folder, err)
		}
	}
	end()
	if f.of("/other.png") != nil || f.busy {
		t.Error("a closed dialog still asks for icons")
	}
}
